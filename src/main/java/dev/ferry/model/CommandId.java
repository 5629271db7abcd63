package dev.ferry.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One submit of one caller. A repeated submit has the same one, so it derives the same job and the same new system. */
public record CommandId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("a command id has 1 to 200 characters");
        }
    }

    /** The command of a job: the two have one identifier. */
    public static CommandId of(JobId job) {
        return new CommandId(job.value());
    }

    public JobId jobId() {
        return new JobId(Guid.isGuid(value) ? value : Guid.derived("job:" + value));
    }

    public SystemId newSystemId() {
        return new SystemId(Guid.derived("system:" + value));
    }

    @Override
    public String toString() {
        return value;
    }
}
