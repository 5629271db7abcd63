package dev.ferry.model.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * What a step found out that later steps need: bytes that it wrote (over all its attempts), the stamps of verified files in
 * the order of their targets, the root that its claims were granted for (null: as planned), what is worth a warning, and how much of
 * a copy was brought over from a file whose writer could not be proved gone.
 */
public record StepFacts(
        long bytesWritten,
        List<FileStamp> stamps,
        VolumePath root,
        List<String> warnings,
        // Rare, and newer than the event that it is in: written only when there is something to say.
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long bytesSalvaged) {
    public static final StepFacts NONE = new StepFacts(0, List.of(), null, List.of());

    public StepFacts(long bytesWritten, List<FileStamp> stamps, VolumePath root, List<String> warnings) {
        this(bytesWritten, stamps, root, warnings, 0);
    }

    public static StepFacts written(long bytes, long salvaged) {
        return new StepFacts(bytes, List.of(), null, List.of(), salvaged);
    }

    public StepFacts {
        stamps = List.copyOf(stamps);
        warnings = List.copyOf(warnings);
    }
}
