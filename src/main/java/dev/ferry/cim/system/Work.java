package dev.ferry.cim.system;

import dev.ferry.model.job.JobKind;
import java.util.Optional;

/** What a job is doing with a system, as an element of OperationalStatus and its description: the same in both generations of classes. */
public record Work(int status, String description) {
    private static final Optional<Work> EXPORTING = Optional.of(new Work(32_773, "Exporting virtual machine"));
    private static final Optional<Work> MIGRATING = Optional.of(new Work(32_774, "Migrating virtual machine"));

    /** Empty for what there is no number for. */
    public static Optional<Work> of(JobKind kind) {
        return switch (kind) {
            case EXPORT -> EXPORTING;
            case MOVE -> MIGRATING;
            case IMPORT,
                    DEFINE,
                    REMOVE,
                    VERIFY,
                    ADD_RESOURCES,
                    CHANGE_RESOURCES,
                    REMOVE_RESOURCES,
                    PLAN,
                    ADD_SNAPSHOTS,
                    VALIDATE,
                    REALIZE -> Optional.empty();
        };
    }
}
