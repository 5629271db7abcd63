package dev.ferry.model.job;

import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.transfer.Assignment;
import java.time.Instant;

/** A job as it was ordered: who wants what of which system. {@code system} is null when no system is worked on. */
public record JobOrder(
        CommandId command,
        Caller caller,
        JobKind kind,
        SystemId system,
        String systemName,
        String target,
        Assignment assignment,
        Instant at) {

    public JobId id() {
        return command.jobId();
    }
}
