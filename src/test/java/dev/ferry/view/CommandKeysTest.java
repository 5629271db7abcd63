package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.CommandId;
import dev.ferry.model.JobId;
import dev.ferry.view.CommandKeys.Claim;
import dev.ferry.view.CommandKeys.SubmitKey;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A submit that is repeated happens once. */
@Timeout(60)
class CommandKeysTest {
    private static final JobId JOB = new CommandId("a").jobId();
    private static final SubmitKey KEY = new SubmitKey("alice", "export", "nightly");

    private Database database;
    private CommandKeys keys;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        keys = new CommandKeys(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void answersARepeatedSubmitWithTheFirstOutcome() {
        assertEquals(new Claim.Claimed(), keys.claim(KEY, "hash", JOB));
        assertEquals(new Claim.Known(JOB, null), keys.claim(KEY, "hash", JOB));
        keys.settle(KEY, "{\"returnValue\": 4096}");
        keys.settle(KEY, "{\"returnValue\": 0}");
        assertEquals(new Claim.Known(JOB, "{\"returnValue\": 4096}"), keys.claim(KEY, "hash", JOB));
    }

    @Test
    void refusesAnotherBodyForTheSameKey() {
        keys.claim(KEY, "hash", JOB);
        assertEquals(new Claim.Conflict(JOB), keys.claim(KEY, "other", new CommandId("b").jobId()));
        assertEquals(new Claim.Claimed(), keys.claim(new SubmitKey("bob", "export", "nightly"), "other", JOB));
        assertEquals(new Claim.Claimed(), keys.claim(new SubmitKey("alice", "import", "nightly"), "other", JOB));
    }

    @Test
    void givesBackAKeyThatIsNotSettled() {
        keys.claim(KEY, "hash", JOB);
        keys.giveBack(KEY);
        assertEquals(new Claim.Claimed(), keys.claim(KEY, "other", JOB));
        keys.settle(KEY, "{}");
        keys.giveBack(KEY);
        assertEquals(new Claim.Known(JOB, "{}"), keys.claim(KEY, "other", JOB));
    }

    @Test
    void givesTheKeyToOneOfManyThatClaimItAtOnce() throws Exception {
        Callable<Claim> submit = () -> keys.claim(KEY, "hash", JOB);
        long claimed = 0;
        try (var doors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Claim> claim : doors.invokeAll(Collections.nCopies(8, submit))) {
                claimed += claim.get() instanceof Claim.Claimed ? 1 : 0;
            }
        }
        assertEquals(1, claimed);
    }

    @Test
    void forgetsAKeyAfterItsTime() {
        keys.claim(KEY, "hash", JOB);
        assertEquals(0, keys.forget());
        passes(25);
        assertEquals(new Claim.Claimed(), keys.claim(KEY, "other", JOB));
        assertEquals(0, keys.forget(), "it was claimed anew");
        passes(25);
        assertEquals(1, keys.forget());
    }

    @Test
    void forgetsHoweverManyKeysInPieces() {
        String sql = "insert into command_key(principal, operation, key, body_hash, job)"
                + " select 'alice', 'export', n::text, 'hash', 'job' from generate_series(1, ?) n";
        int many = 2 * CommandKeys.FORGOTTEN_AT_ONCE + 7;
        Sql.change(database.dataSource(), sql, List.of(many));
        passes(25);
        keys.claim(KEY, "hash", JOB);
        assertEquals(many, keys.forget());
        assertEquals(new Claim.Known(JOB, null), keys.claim(KEY, "hash", JOB));
    }

    private void passes(int hours) {
        Sql.change(
                database.dataSource(),
                "update command_key set created_at = created_at - make_interval(hours => ?)",
                List.of(hours));
    }
}
