package dev.ferry.storm;

import java.time.Instant;

/** An event as the journal has it; {@code entity} is the persistence id, such as {@code Job|D351C151-...}. */
record JournalRow(String entity, long sequence, Instant writtenAt, Object event) {
    String kind() {
        return entity.substring(0, entity.indexOf('|'));
    }

    String id() {
        return entity.substring(entity.indexOf('|') + 1);
    }
}
