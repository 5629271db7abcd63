package dev.ferry.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** What Pekko calls to write and read events and entity snapshots. Bound in {@code ferry-journal.conf}. */
public final class EventSerializer extends SerializerWithStringManifest {
    /** Written into every row of the journal: it never changes. */
    private static final int IDENTIFIER = 1857;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object object) {
        return EventNames.nameOf(object)
                .orElseThrow(() -> new IllegalArgumentException("the journal has no name for "
                        + object.getClass().getName() + "; give it one in EventNames, and a golden file"));
    }

    @Override
    public byte[] toBinary(Object object) {
        try {
            return JournalFormat.mapper().writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + manifest(object), e);
        }
    }

    /** A name that this build does not know stops the reader: an event is never skipped. */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        Class<?> type = EventNames.classOf(manifest)
                .orElseThrow(() -> new NotSerializableException("the journal has an entry named '" + manifest
                        + "', which this build of Ferry does not know; run the build that wrote it, or a newer one"));
        try {
            return JournalFormat.mapper().readValue(bytes, type);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(manifest, e);
        }
    }

    private static NotSerializableException unreadable(String manifest, Exception cause) {
        var unreadable = new NotSerializableException(
                "the journal has an entry named '" + manifest + "' that cannot be read: " + cause.getMessage());
        unreadable.initCause(cause);
        return unreadable;
    }
}
