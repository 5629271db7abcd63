package dev.ferry.actor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.Refusal;

/** What an entity answers: done (with the version from which on every view shows it), or refused. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused")
})
public sealed interface Answer extends Message {
    record Accepted(String id, long version) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}
}
