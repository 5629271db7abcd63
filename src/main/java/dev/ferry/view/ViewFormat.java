package dev.ferry.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ferry.model.job.Job;
import dev.ferry.model.system.VirtualSystem;
import java.io.UncheckedIOException;

/**
 * The JSON in a row. It is not the journal's on purpose: that one is for ever, and this one may change with any build, for
 * rows can be made again.
 */
final class ViewFormat {
    private static final ObjectMapper MAPPER = mapper();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = VirtualSystem.Absent.class, name = "absent"),
        @JsonSubTypes.Type(value = VirtualSystem.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = VirtualSystem.Drafted.class, name = "drafted"),
        @JsonSubTypes.Type(value = VirtualSystem.Realized.class, name = "realized")
    })
    private interface TaggedSystem {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Job.New.class, name = "new"),
        @JsonSubTypes.Type(value = Job.Active.class, name = "active"),
        @JsonSubTypes.Type(value = Job.Ended.class, name = "ended")
    })
    private interface TaggedJob {}

    /** PostgreSQL stores no NUL character. One in somebody's notes must not stop the whole view. */
    private static final class WithoutNul extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final SerializableString REPLACEMENT = new SerializedString("\\uFFFD");

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            // Asked for every character beyond ASCII as well.
            return character == 0 ? REPLACEMENT : null;
        }
    }

    private ViewFormat() {}

    static String write(Object state) {
        try {
            return MAPPER.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory =
                new JsonFactoryBuilder().characterEscapes(new WithoutNul()).build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addMixIn(VirtualSystem.class, TaggedSystem.class)
                .addMixIn(Job.class, TaggedJob.class)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
    }
}
