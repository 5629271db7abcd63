package dev.ferry.cim.job;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Incompatibility;
import java.util.List;

/**
 * What a job of a planned system was ordered with, as far as clients of CIM are told of it.
 *
 * @param problems all that a validation found
 * @param snapshots those that the job gives to the system
 */
public record JobDetails(List<Incompatibility> problems, List<SnapshotId> snapshots) {
    static final JobDetails NONE = new JobDetails(List.of(), List.of());

    public JobDetails {
        problems = List.copyOf(problems);
        snapshots = List.copyOf(snapshots);
    }

    public static JobDetails of(JobOrder order) {
        return switch (order.assignment()) {
            case Assignment.Validate validate -> new JobDetails(validate.found(), List.of());
            case Assignment.AddSnapshots added ->
                new JobDetails(
                        List.of(),
                        added.found().stream().map(PlannedSnapshot.Found::id).toList());
            case Assignment.Export _,
                    Assignment.Import _,
                    Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Verify _,
                    Assignment.Move _,
                    Assignment.Plan _,
                    Assignment.Realize _ -> NONE;
        };
    }
}
