package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was last seen is listed as the database would have listed it, and says how old it is. */
@Timeout(60)
class MirrorTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private final AtomicLong nanos = new AtomicLong(1_000);
    private Database database;
    private Journaled journal;
    private Views views;
    private Mirror mirror;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        journal = new Journaled(database.dataSource());
        views = new Views(database.dataSource(), beats);
        mirror = new Mirror(views, Clock.systemUTC(), nanos::get);
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
    }

    @Test
    void listsWhatTheDatabaseListsInTheSameOrderAndPages() throws Exception {
        for (String name : List.of("web", "Webshop", "büro", "BÜRO 2", "db_1", "db-2", "100%")) {
            system(name, name.length() % 2 == 0 ? "node-1" : "node-2");
        }
        mirror.follow();
        system("late", "node-1");
        job("done", now.minusSeconds(900), true);
        job("fresh", now.minusSeconds(3), true);
        job("busy", now.minusSeconds(9), false);
        mirror.follow();

        for (String pattern : new String[] {null, "web*", "B?RO*", "db_1", "*%", "nothing"}) {
            assertSameSystems(pattern);
        }
        for (String state : new String[] {null, "Running", "Completed", "Killed"}) {
            for (Instant since : new Instant[] {null, now.minusSeconds(20)}) {
                for (Duration recent : new Duration[] {null, Duration.ofMinutes(5)}) {
                    assertSameJobs(new JobFilter(state, null, since, recent));
                }
            }
        }
        assertSameJobs(new JobFilter(null, new SystemId(Guid.derived("busy")), null, null));
        for (SystemRow row : views.systems(SystemFilter.ALL, 100, null)) {
            assertEquals(row, mirror.system(row.id()).orElseThrow());
        }
    }

    @Test
    void knowsWhoseSnapshotItIsAsTheDatabaseDoes() throws Exception {
        SystemId id = system("plain", "node-1");
        SystemId owner = system("kept", "node-1", List.of(Examples.snapshot()));
        mirror.follow();
        assertEquals(owner, mirror.owning(Examples.SNAPSHOT).orElseThrow().id());
        assertEquals(views.owning(Examples.SNAPSHOT), mirror.owning(Examples.SNAPSHOT));
        SnapshotId other = new SnapshotId(id.value());
        assertEquals(Optional.empty(), views.owning(other));
        assertEquals(Optional.empty(), mirror.owning(other));
    }

    @Test
    void listsASystemOnceUnderTheNameThatItHasNow() throws Exception {
        SystemId id = system("before", "node-1");
        mirror.follow();
        journal.systems(id, new SystemEvent.SettingsChanged(Examples.settings().withName("after"), now));
        mirror.follow();
        assertEquals(
                List.of("after"),
                mirror.systems(_ -> true, 10, null).stream()
                        .map(SystemRow::name)
                        .toList());
    }

    @Test
    void forgetsASystemThatIsGone() throws Exception {
        SystemId id = system("short", "node-1");
        mirror.follow();
        assertTrue(mirror.system(id).isPresent());
        JobOrder removal = order("removal of short", JobKind.REMOVE, now, id);
        journal.systems(id, new SystemEvent.SystemReserved(removal), new SystemEvent.SystemRemoved(removal.id(), now));
        mirror.follow();
        assertTrue(mirror.system(id).isEmpty());
        assertEquals(List.of(), mirror.systems(_ -> true, 10, null));
    }

    @Test
    void staysAsItWasAndGrowsOldWhileTheDatabaseIsAway() throws Exception {
        system("web", "node-1");
        mirror.follow();
        assertEquals(Duration.ZERO, mirror.age());
        database.close();
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        mirror.follow();
        assertEquals(Duration.ofSeconds(4), mirror.age());
        assertTrue(mirror.isFilled());
        assertEquals(1, mirror.systems(_ -> true, 100, null).size());
    }

    @Test
    void hasNothingToTellUntilItHasSeenTheDatabaseOnce() {
        database.close();
        mirror.follow();
        assertFalse(mirror.isFilled());
    }

    private void assertSameSystems(String pattern) {
        SystemFilter filter = new SystemFilter(pattern, null, null);
        SystemKey after = null;
        do {
            List<SystemRow> page = views.systems(filter, 3, after);
            assertEquals(page, mirror.systems(row -> pattern == null || row.isNamed(pattern), 3, after), pattern);
            after = page.isEmpty() ? null : page.getLast().key();
        } while (after != null);
    }

    private void assertSameJobs(JobFilter filter) {
        JobKey after = null;
        do {
            List<JobRow> page = views.jobs(filter, 2, after);
            assertEquals(page, mirror.jobs(filter, 2, after), filter.toString());
            after = page.isEmpty() ? null : page.getLast().key();
        } while (after != null);
    }

    private SystemId system(String name, String node) throws Exception {
        return system(name, node, List.of());
    }

    private SystemId system(String name, String node, List<Snapshot> snapshots) throws Exception {
        SystemId id = new SystemId(Guid.derived(name));
        JobOrder order = order(name, JobKind.IMPORT, now, id);
        journal.systems(
                id,
                new SystemEvent.IdentityReserved(order),
                new SystemEvent.SystemRealized(
                        order.id(),
                        Examples.settings().withName(name).withDrives(List.of()),
                        SystemState.OFF,
                        new Placement(node, Examples.at("systems/" + name + "/x.vmcx")),
                        snapshots,
                        now),
                new SystemEvent.ReservationReleased(order.id()));
        return id;
    }

    private void job(String name, Instant at, boolean ended) throws Exception {
        JobOrder order = order(name, JobKind.IMPORT, at, new SystemId(Guid.derived(name)));
        journal.jobs(order.id(), new JobEvent.JobBegun(order, at), new JobEvent.JobPlanned(Examples.plan()));
        if (ended) {
            journal.jobs(order.id(), new JobEvent.JobEnded(JobState.COMPLETED, at));
        }
    }

    private static JobOrder order(String name, JobKind kind, Instant at, SystemId id) {
        return new JobOrder(
                new CommandId("mirror:" + name),
                new Caller("alice", "rest", "192.0.2.7"),
                kind,
                id,
                name,
                "target",
                Examples.assignments().get(1),
                at);
    }
}
