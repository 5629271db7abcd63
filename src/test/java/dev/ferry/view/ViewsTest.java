package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.volume.VolumePath;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happened is found again, by those who list, search, and wait. */
@Timeout(60)
class ViewsTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final Duration NEVER = Duration.ofSeconds(50);

    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private Database database;
    private Journaled journal;
    private Views views;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        journal = new Journaled(database.dataSource());
        views = new Views(database.dataSource(), beats);
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
    }

    @Test
    void listsAPlannedSystemByItsNameUntilItIsDropped() throws Exception {
        JobOrder order = order("definition", JobKind.PLAN, now);
        SystemId id = order.system();
        journal.systems(
                id,
                new SystemEvent.IdentityReserved(order),
                new SystemEvent.SystemPlanned(order.id(), Examples.planned(), now),
                new SystemEvent.ReservationReleased(order.id()));
        SystemRow planned = views.system(id).orElseThrow();
        assertEquals(new VirtualSystem.Drafted(id, 1, Examples.planned(), null, List.of(order.id())), planned.state());
        assertEquals(List.of(planned), views.systems(new SystemFilter("bÜro 7", "Planned", null), 10, null));
        List<Region> elsewhere = List.of(Region.all("node-2", List.of("vol1")));
        assertEquals(List.of(), views.systems(new SystemFilter(null, null, elsewhere), 10, null));
        assertEquals(List.of(planned), views.systems(new SystemFilter(null, null, elsewhere, "node-2"), 10, null));
        assertEquals(List.of(), views.systems(new SystemFilter(null, null, elsewhere, "node-1"), 10, null));
        for (PlannedSnapshot snapshot : Examples.planned().snapshots()) {
            assertEquals(planned, views.owning(snapshot.id()).orElseThrow());
        }

        journal.systems(id, new SystemEvent.PlannedSystemDropped("alice", now));
        assertTrue(views.system(id).isEmpty());
    }

    @Test
    void findsASystemFromItsPlanToItsEnd() throws Exception {
        JobOrder order = order("plan", JobKind.IMPORT, now);
        SystemId id = order.system();
        journal.systems(id, new SystemEvent.IdentityReserved(order));
        SystemRow planned = views.system(id).orElseThrow();
        assertEquals(order, planned.state().held().orElseThrow().order());
        assertEquals(List.of(planned), views.systems(new SystemFilter("plan*", "Planned", null), 10, null));

        journal.systems(id, realized("Plan", "node-1", order.id()));
        assertEquals("Plan", views.system(id).orElseThrow().name());
        assertEquals(2, views.systemVersion(id));

        journal.systems(
                id, new SystemEvent.ReservationReleased(order.id()), new SystemEvent.SystemRemoved(order.id(), now));
        assertTrue(views.system(id).isEmpty());
        assertEquals(List.of(), views.systems(SystemFilter.ALL, 10, null));
        // Who removed it waits for this version, and it must come.
        assertEquals(4, views.systemVersion(id));

        journal.systems(id, new SystemEvent.ReservationReleased(order.id()), new SystemEvent.IdentityReserved(order));
        assertEquals(2, views.system(id).orElseThrow().state().incarnation());
    }

    @Test
    void tellsWhatTheDatabaseSaysNowAlsoOfASystemThatItHasReadBefore() throws Exception {
        SystemId id = live("before", "node-1");
        SystemRow row = views.system(id).orElseThrow();
        assertSame(row, views.system(id).orElseThrow());
        assertSame(row, views.systems(SystemFilter.ALL, 10, null).getFirst());
        // Of the same version, as after the rows were made again by another build.
        Sql.change(
                database.dataSource(),
                "update system_view set body = jsonb_set(body, '{settings,name}', '\"behind\"') where id = ?",
                List.of(id.value()));
        assertEquals("behind", views.system(id).orElseThrow().name());
    }

    @Test
    void listsSystemsByNamePageByPage() throws Exception {
        List<String> names = List.of("alpha", "Beta", "ÄPFEL", "beta 2", "100%", "a_b", "axb");
        for (String name : names) {
            live(name, name.startsWith("a") ? "node-1" : "node-2");
        }
        List<String> listed = new ArrayList<>();
        SystemKey after = null;
        for (List<SystemRow> page = views.systems(SystemFilter.ALL, 3, after);
                !page.isEmpty();
                page = views.systems(SystemFilter.ALL, 3, after)) {
            page.forEach(row -> listed.add(row.name()));
            after = page.getLast().key();
        }
        assertEquals(List.of("100%", "a_b", "alpha", "axb", "Beta", "beta 2", "ÄPFEL"), listed);
        assertEquals(List.of("Beta", "beta 2"), named("BETA*", null));
        assertEquals(List.of("ÄPFEL"), named("?pfel", null));
        assertEquals(List.of("a_b"), named("a_b", null));
        assertEquals(List.of("100%"), named("*%", null));
        assertEquals(List.of("alpha"), named("*a", "node-1"));
        assertEquals(List.of("a_b", "alpha", "axb"), named("a*", null));
        assertEquals(List.of("ÄPFEL"), named("äp?el", null));
        assertEquals(List.of("Beta"), named("beta", null));
        assertEquals(List.of(), named("bet", null));
        assertEquals(
                7, views.systems(new SystemFilter(null, "Off", null), 100, null).size());
        assertThrows(IllegalArgumentException.class, () -> views.systems(SystemFilter.ALL, 1_001, null));
    }

    @Test
    void findsTheOwnerOfASnapshotByAnIndex() throws Exception {
        SystemId id = live("owner", "node-1");
        assertEquals(id, views.owning(Examples.SNAPSHOT).orElseThrow().id());
        assertTrue(views.owning(new SnapshotId(id.value())).isEmpty());
        try (Connection connection = database.dataSource().getConnection()) {
            Sql.change(connection, "set enable_seqscan = off", List.of());
            List<String> plan = Sql.list(
                    connection, "explain " + Views.OWNING, List.of(Examples.SNAPSHOT.value()), row -> row.getString(1));
            assertTrue(plan.toString().contains("system_view_snapshot_idx"), plan.toString());
        }

        journal.systems(
                id,
                new SystemEvent.SystemRemoved(
                        order("owner", JobKind.REMOVE, now).id(), now));
        assertTrue(views.owning(Examples.SNAPSHOT).isEmpty());
    }

    @Test
    void knowsWhoUsesAFile() throws Exception {
        SystemId id = live("owner", "node-1");
        String disk = "disks/owner.vhdx";
        assertEquals(
                List.of(new SystemOwner(id, "owner", disk)),
                views.ownerOf("vol1", disk).stream().toList());
        assertTrue(views.ownerOf("vol2", disk).isEmpty());
        // With the base disk of the snapshot.
        assertEquals(2, views.ownersBelow("vol1", "disks").size());
        assertEquals(0, views.ownersBelow("vol1", "disk").size());
        assertEquals(0, views.ownersBelow("vol1", "disk_").size());
        // The disk, the base disk of the snapshot, the snapshot's definition and the system's own.
        assertEquals(4, views.ownersBelow("vol1", "").size());

        String deep = "a".repeat(200) + "/b".repeat(2_000);
        var far = new Placement("node-1", new VolumePath("vol3", "", deep));
        journal.systems(
                id,
                new SystemEvent.SystemRemoved(Examples.JOB, now),
                new SystemEvent.IdentityReserved(order("x", JobKind.IMPORT, now)),
                new SystemEvent.SystemRealized(
                        Examples.JOB, Examples.settings(), SystemState.OFF, far, List.of(), now));
        assertTrue(views.ownerOf("vol3", deep).isPresent());
        assertEquals(1, views.ownersBelow("vol3", deep.substring(0, 1_000)).size());
    }

    @Test
    void listsJobsNewestFirst() throws Exception {
        JobOrder old = order("old", JobKind.EXPORT, now.minusSeconds(7_200));
        JobOrder first = order("first", JobKind.EXPORT, now.minusSeconds(20));
        JobOrder second = order("second", JobKind.IMPORT, now);
        begin(old);
        end(old, now.minusSeconds(7_000));
        begin(first);
        begin(second);

        assertEquals(List.of(second.id(), first.id(), old.id()), ids(JobFilter.ALL, null));
        JobKey page = views.jobs(JobFilter.ALL, 1, null).getLast().key();
        assertEquals(List.of(first.id(), old.id()), ids(JobFilter.ALL, page));
        assertEquals(
                List.of(second.id(), first.id()), ids(new JobFilter(null, null, null, Duration.ofMinutes(5)), null));
        assertEquals(List.of(old.id()), ids(new JobFilter("Completed", null, null, null), null));
        assertEquals(List.of(first.id()), ids(new JobFilter("Running", first.system(), null, null), null));
        assertEquals(List.of(second.id()), ids(new JobFilter(null, null, now, null), null));
        JobRow row = views.job(old.id()).orElseThrow();
        assertTrue(row.job() instanceof Job.Ended, row.toString());
        assertEquals(3, row.version());
        assertEquals(now.minusSeconds(7_200), row.createdAt());
    }

    @Test
    void countsAnEventOnceAndFetchesOneThatItWasNotGiven() throws Exception {
        JobOrder order = order("once", JobKind.IMPORT, now);
        String pid = "VirtualSystem|" + order.system();
        EventEnvelope<SystemEvent> reserved = journal.append(pid, new SystemEvent.IdentityReserved(order));
        EventEnvelope<SystemEvent> realized = journal.append(pid, realized("once", "node-1", order.id()));
        EventEnvelope<SystemEvent> started =
                journal.append(pid, new SystemEvent.StateChanged(SystemState.RUNNING, now));
        journal.systems(List.of(reserved));
        journal.systems(List.of(reserved, reserved));
        assertEquals(1, views.systemVersion(order.system()));
        assertEquals(1, journal.told().size());

        journal.systems(List.of(started));
        journal.systems(List.of(realized));
        SystemRow row = views.system(order.system()).orElseThrow();
        assertEquals(3, row.version());
        assertEquals(SystemState.RUNNING, ((VirtualSystem.Realized) row.state()).state());
        assertEquals(row, journal.told().getLast());
    }

    @Test
    void storesWhatPostgresCannot() throws Exception {
        SystemId id = live("odd", "node-1");
        var settings = Examples.settings();
        var odd = new SystemSettings(
                "\0" + "x".repeat(5_000),
                2,
                settings.memory(),
                1,
                settings.firmware(),
                List.of(),
                List.of(),
                List.of(),
                "a\0b\\u0000");
        journal.systems(id, new SystemEvent.SettingsChanged(odd, now));
        var realized = (VirtualSystem.Realized) views.system(id).orElseThrow().state();
        assertEquals("a\uFFFDb\\u0000", realized.settings().notes());
    }

    @Test
    void waitsUntilAVersionIsThere() throws Exception {
        JobOrder order = order("waited", JobKind.EXPORT, now);
        var reached = views.awaitJob(order.id(), 2, NEVER).toCompletableFuture();
        var beyond = views.awaitJob(order.id(), 9, Duration.ofMillis(300)).toCompletableFuture();
        var system =
                views.awaitSystem(order.system(), 1, Duration.ofMillis(300)).toCompletableFuture();
        begin(order);
        assertTrue(reached.get(30, TimeUnit.SECONDS));
        assertFalse(beyond.get(30, TimeUnit.SECONDS));
        assertFalse(system.get(30, TimeUnit.SECONDS));
        assertTrue(views.awaitJob(order.id(), 1, NEVER).toCompletableFuture().get(30, TimeUnit.SECONDS));
    }

    @Test
    void givesUpWaitingWhenTheDatabaseIsGone() throws Exception {
        database.close();
        var waited = views.awaitJob(Examples.JOB, 1, Duration.ofMillis(200)).toCompletableFuture();
        assertFalse(waited.get(30, TimeUnit.SECONDS));
        assertThrows(ViewsUnavailable.class, () -> views.job(Examples.JOB));
    }

    @Test
    void tellsWhatHasChangedSince() throws Exception {
        assertEquals(ChangeMark.START, views.latestChange());
        SystemId first = live("first", "node-1");
        JobOrder order = order("job", JobKind.EXPORT, now);
        begin(order);
        SystemId second = live("second", "node-1");

        List<Change> all = views.changesSince(ChangeMark.START, 10);
        assertEquals(
                List.of("first", "job", "second"),
                all.stream().map(ViewsTest::name).toList());
        assertEquals(views.latestChange(), all.getLast().mark());
        ChangeMark mark = ChangeMark.parse(
                views.changesSince(ChangeMark.START, 1).getLast().mark().toString());
        assertEquals(all.subList(1, 3), views.changesSince(mark, 10));

        journal.systems(first, new SystemEvent.SystemRemoved(Examples.JOB, now));
        List<Change> later = views.changesSince(all.getLast().mark(), 10);
        assertEquals(1, later.size());
        assertTrue(((Change.OfSystem) later.getFirst()).row().state() instanceof VirtualSystem.Absent);
        assertTrue(views.system(second).isPresent());
        assertThrows(IllegalArgumentException.class, () -> ChangeMark.parse("12"));
    }

    private static String name(Change change) {
        return switch (change) {
            case Change.OfSystem(var row, var _) -> row.name();
            case Change.OfJob(var row, var _) -> row.order().systemName();
        };
    }

    private List<String> named(String pattern, String node) {
        List<Region> regions = node == null ? null : List.of(Region.all(node, List.of("vol1")));
        return views.systems(new SystemFilter(pattern, null, regions), 100, null).stream()
                .map(SystemRow::name)
                .toList();
    }

    private List<JobId> ids(JobFilter filter, JobKey after) {
        return views.jobs(filter, 100, after).stream().map(JobRow::id).toList();
    }

    private SystemId live(String name, String node) throws Exception {
        JobOrder order = order(name, JobKind.IMPORT, now);
        journal.systems(
                order.system(),
                new SystemEvent.IdentityReserved(order),
                realized(name, node, order.id()),
                new SystemEvent.ReservationReleased(order.id()));
        return order.system();
    }

    private void begin(JobOrder order) throws Exception {
        journal.jobs(order.id(), new JobEvent.JobBegun(order, order.at()), new JobEvent.JobPlanned(Examples.plan()));
    }

    private void end(JobOrder order, Instant at) throws Exception {
        journal.jobs(order.id(), new JobEvent.JobEnded(JobState.COMPLETED, at));
    }

    private SystemEvent realized(String name, String node, JobId job) {
        var drive = Examples.settings().drives().getFirst();
        var own = new Drive(drive.address(), drive.kind(), Examples.at("disks/" + name + ".vhdx"), drive.sizeBytes());
        return new SystemEvent.SystemRealized(
                job,
                Examples.settings().withName(name).withDrives(List.of(own)),
                SystemState.OFF,
                new Placement(node, Examples.at("systems/" + name + "/x.vmcx")),
                List.of(Examples.snapshot()),
                now);
    }

    private static JobOrder order(String name, JobKind kind, Instant at) {
        return new JobOrder(
                new CommandId("test:" + name),
                new Caller("alice", "rest", "192.0.2.7"),
                kind,
                new SystemId(Guid.derived(name)),
                name,
                "target",
                Examples.assignments().get(kind == JobKind.EXPORT ? 0 : 1),
                at);
    }
}
