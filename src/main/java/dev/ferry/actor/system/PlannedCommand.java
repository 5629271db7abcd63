package dev.ferry.actor.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import java.time.Instant;
import java.util.List;

/** What is asked of the entity about a planned system. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlannedCommand.Plan.class, name = "plan"),
    @JsonSubTypes.Type(value = PlannedCommand.AddSnapshots.class, name = "add-snapshots"),
    @JsonSubTypes.Type(value = PlannedCommand.Change.class, name = "change"),
    @JsonSubTypes.Type(value = PlannedCommand.Drop.class, name = "drop")
})
public sealed interface PlannedCommand {
    /** By the job that has the identity. */
    record Plan(SystemEvent.SystemPlanned wanted) implements PlannedCommand {}

    /** By the job that holds the planned system. */
    record AddSnapshots(JobId job, List<PlannedSnapshot.Found> found) implements PlannedCommand {
        public AddSnapshots {
            found = List.copyOf(found);
        }
    }

    record Change(List<PlannedChange> changes) implements PlannedCommand {
        public Change {
            changes = List.copyOf(changes);
        }
    }

    record Drop(String by) implements PlannedCommand {}

    default Decision<SystemEvent> decide(VirtualSystem system, Instant now) {
        return switch (this) {
            case Plan(var wanted) -> PlannedRules.plan(system, wanted);
            case AddSnapshots(var job, var found) -> PlannedRules.addSnapshots(system, job, found, now);
            case Change(var changes) -> PlannedRules.change(system, changes, now);
            case Drop(var by) -> PlannedRules.drop(system, by, now);
        };
    }
}
