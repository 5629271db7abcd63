package dev.ferry.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ferry.model.system.VirtualSystem;

/** The JSON of the journal. Reading forgives a field that this build does not know any more; nothing else is forgiven. */
public final class JournalFormat {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addMixIn(VirtualSystem.class, TaggedSystem.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Most events have fields that say "none"; they need not be written a million times.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /** Which life of a system a snapshot holds. The model has no tag: on the wire a system is always a realized one. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = VirtualSystem.Absent.class, name = "absent"),
        @JsonSubTypes.Type(value = VirtualSystem.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = VirtualSystem.Drafted.class, name = "drafted"),
        @JsonSubTypes.Type(value = VirtualSystem.Realized.class, name = "realized")
    })
    private interface TaggedSystem {}

    private JournalFormat() {}

    /** Safe to share; not to be configured any further (take a {@code copy()}). */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
