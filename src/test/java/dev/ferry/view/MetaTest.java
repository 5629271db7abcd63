package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the first start decides, holds. */
@Timeout(60)
class MetaTest {
    @Test
    void keepsWhatTheFirstStartDecided() {
        try (Database database = TestDatabase.migrated()) {
            Meta meta = new Meta(database.dataSource());
            assertEquals(Optional.empty(), meta.get(Meta.CLUSTER_ID));
            assertEquals("one", meta.putIfAbsent(Meta.CLUSTER_ID, "one"));
            assertEquals("one", meta.putIfAbsent(Meta.CLUSTER_ID, "two"));
            assertEquals(Optional.of("one"), meta.get(Meta.CLUSTER_ID));
        }
    }

    @Test
    void refusesAStartWithAnotherNumberOfShards() {
        try (Database database = TestDatabase.migrated()) {
            Meta meta = new Meta(database.dataSource());
            assertEquals(Optional.empty(), meta.requireSame(Meta.NUMBER_OF_SHARDS, "60"));
            assertEquals(Optional.empty(), meta.requireSame(Meta.NUMBER_OF_SHARDS, "60"));
            String refusal = meta.requireSame(Meta.NUMBER_OF_SHARDS, "30").orElseThrow();
            assertTrue(refusal.contains("number-of-shards 60") && refusal.contains("has 30"), refusal);
        }
    }
}
