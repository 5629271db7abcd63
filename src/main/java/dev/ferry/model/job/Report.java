package dev.ferry.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.Refusal;

/** What a node says of a try at a step. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Report.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Report.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Report.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Report.Gone.class, name = "gone")
})
public sealed interface Report {
    record Done(StepFacts facts) implements Report {}

    /** {@code passing} when the cause may go away by itself: a full disk, a volume that is offline, a lost database. */
    record Failed(Refusal reason, boolean passing) implements Report {}

    /** It stopped because it was asked to. */
    record Stopped() implements Report {}

    /** The process that had it is not there any more. */
    record Gone() implements Report {}
}
