package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the projections have passed over is found, and one bad event does not hide the others. */
@Timeout(60)
class LateEventsTest {
    private static final long STANDS = 100_000;

    private final Set<String> unreadable = new HashSet<>();
    private Database database;
    private LateEvents<Job, JobEvent, JobRow> late;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        ViewHandler.Journal<JobEvent> journal = (id, _, _) -> events(id);
        late = new LateEvents<>(
                database.dataSource(),
                ViewProjections.JOB_TAG,
                "Job",
                "job_view",
                () -> new ViewHandler<>(new JobTable(), journal, _ -> {}),
                journal);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areFoundAroundWhereTheProjectionStands() {
        stands(STANDS);
        job("long ago", STANDS - LateEvents.LOOK_BACK);
        job("passed over", STANDS - LateEvents.LOOK_BACK + 1);
        job("just now", STANDS);
        assertEquals(2, late.catchUp(Instant.now()));
        assertEquals(Set.of("passed over", "just now"), shown("long ago", "passed over", "just now"));
        assertEquals(0, late.catchUp(Instant.now()));
    }

    @Test
    void areFoundBeforeTheProjectionHasBegun() {
        job("first", 1);
        assertEquals(1, late.catchUp(Instant.now()));
    }

    @Test
    void areFoundBehindOneThatCannotBeRead() {
        stands(STANDS);
        job("bad", STANDS - 3);
        job("good", STANDS - 2);
        job("good too", STANDS - 1);
        unreadable.add(persistenceId("bad"));
        assertEquals(2, late.catchUp(Instant.now()));
        assertEquals(Set.of("good", "good too"), shown("bad", "good", "good too"));
        unreadable.clear();
        assertEquals(1, late.catchUp(Instant.now()));
    }

    @Test
    void areFoundBehindMoreBadOnesThanAreLookedAtTogether() {
        stands(STANDS);
        for (int i = 0; i < 250; i++) {
            job("bad " + i, STANDS - 1_000 + i);
            unreadable.add(persistenceId("bad " + i));
        }
        job("good", STANDS);
        assertEquals(1, late.catchUp(Instant.now()));
    }

    private List<JobEvent> events(String persistenceId) {
        if (unreadable.contains(persistenceId)) {
            throw new IllegalStateException("no build of this version knows it");
        }
        return List.of(new JobEvent.JobBegun(Examples.order(), Examples.AT));
    }

    private static String persistenceId(String name) {
        return "Job|" + Guid.derived(name);
    }

    private void stands(long ordering) {
        String sql = "insert into pekko_projection_offset_store values ('job-view', 'job', ?, 'SEQ', false, 0)";
        Sql.change(database.dataSource(), sql, List.of(Long.toString(ordering)));
    }

    private void job(String name, long ordering) {
        String sql = "insert into event_journal(ordering, persistence_id, sequence_number, writer, write_timestamp,"
                + " event_ser_id, event_ser_manifest, event_payload) values (?, ?, 1, '', 0, 1, '', '')";
        Sql.change(database.dataSource(), sql, List.of(ordering, persistenceId(name)));
    }

    private Set<String> shown(String... names) {
        Set<String> shown = new HashSet<>();
        for (String name : names) {
            Sql.first(
                            database.dataSource(),
                            "select id from job_view where id = ?",
                            List.of(new JobId(Guid.derived(name)).value()),
                            row -> row.getString(1))
                    .ifPresent(_ -> shown.add(name));
        }
        return shown;
    }
}
