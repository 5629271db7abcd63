package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that must go on sleeps for ever, whatever the clocks of the nodes say. */
@Timeout(60)
class SleepersTest {
    /** As a node would have it whose clock is a year behind. */
    private final Instant now = Instant.parse("2025-01-01T00:00:00Z");

    private Database database;
    private Journaled journal;
    private Sleepers sleepers;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        journal = new Journaled(database.dataSource());
        sleepers = new Sleepers(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areSystemsThatSomethingMustBeDoneAbout() throws Exception {
        JobOrder lost = reserved("lost");
        JobOrder running = reserved("running");
        JobOrder over = reserved("over");
        begin(running);
        begin(over);
        end(over);
        SystemId passing = live("passing");
        live("at rest");
        journal.systems(passing, new SystemEvent.StateChangeBegun(SystemState.SAVING, now));

        assertEquals(Set.of(), systems());
        age(30);
        assertEquals(Set.of(lost.system(), over.system(), passing), systems());
        age(90);
        assertEquals(Set.of(lost.system(), running.system(), over.system(), passing), systems());
    }

    @Test
    void arePlannedSystemsWhoseTimeIsOverUnlessAJobHoldsThem() throws Exception {
        JobOrder over = planned("over", Instant.now().minusSeconds(60));
        JobOrder kept = planned("kept", Instant.now().plusSeconds(3_600));
        age(30);
        assertEquals(Set.of(), systems());

        journal.systems(over.system(), new SystemEvent.ReservationReleased(over.id()));
        journal.systems(kept.system(), new SystemEvent.ReservationReleased(kept.id()));
        age(30);
        assertEquals(Set.of(over.system()), systems());

        journal.systems(over.system(), new SystemEvent.PlannedSystemExpired(now));
        age(30);
        assertEquals(Set.of(), systems());
    }

    private JobOrder planned(String name, Instant until) throws Exception {
        JobOrder order = order(name, new SystemId(Guid.derived(name)), JobKind.PLAN);
        begin(order);
        PlannedSystem like = Examples.planned();
        PlannedSystem planned = new PlannedSystem(
                like.origin(),
                like.definition(),
                like.snapshots(),
                "",
                new PlannedSystem.Keeping("alice", Duration.ofSeconds(5), until),
                0);
        journal.systems(
                order.system(),
                new SystemEvent.IdentityReserved(order),
                new SystemEvent.SystemPlanned(order.id(), planned, now),
                new SystemEvent.ReservationAcknowledged(order.id()));
        return order;
    }

    @Test
    void areJobsThatNoSystemWouldWake() throws Exception {
        JobOrder verify = order("verify", null);
        JobOrder verified = order("verified", null);
        JobOrder held = reserved("held");
        JobOrder released = reserved("released");
        for (JobOrder order : List.of(verify, verified, held, released)) {
            begin(order);
        }
        end(verified);
        journal.systems(released.system(), new SystemEvent.ReservationReleased(released.id()));

        assertEquals(
                Set.of(verify.id(), released.id()), Set.copyOf(sleepers.next().jobs()));
    }

    @Test
    void areToldInTurnHoweverManyThereAre() throws Exception {
        Set<SystemId> systems = new HashSet<>();
        Set<JobId> jobs = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            systems.add(reserved("system " + i).system());
            JobOrder job = order("job " + i, null);
            begin(job);
            jobs.add(job.id());
        }
        age(30);
        Sleepers few = new Sleepers(database.dataSource(), 2);
        Set<SystemId> toldSystems = new HashSet<>();
        Set<JobId> toldJobs = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Sleepers.Due due = few.next();
            toldSystems.addAll(due.systems());
            toldJobs.addAll(due.jobs());
        }
        assertEquals(systems, toldSystems);
        assertEquals(jobs, toldJobs);
        assertEquals(2, few.next().systems().size(), "and from the beginning");
    }

    private Set<SystemId> systems() {
        return Set.copyOf(sleepers.next().systems());
    }

    private void age(int seconds) {
        Sql.change(
                database.dataSource(),
                "update system_view set updated_at = now() - make_interval(secs => ?)",
                List.of((double) seconds));
    }

    private JobOrder reserved(String name) throws Exception {
        JobOrder order = order(name, new SystemId(Guid.derived(name)));
        journal.systems(order.system(), new SystemEvent.IdentityReserved(order));
        return order;
    }

    private SystemId live(String name) throws Exception {
        JobOrder order = reserved(name);
        journal.systems(
                order.system(),
                new SystemEvent.SystemRealized(
                        order.id(),
                        Examples.settings().withName(name).withDrives(List.of()),
                        SystemState.OFF,
                        new Placement("node-1", Examples.at("systems/" + name + "/x.vmcx")),
                        List.of(),
                        now),
                new SystemEvent.ReservationReleased(order.id()));
        return order.system();
    }

    private void begin(JobOrder order) throws Exception {
        journal.jobs(order.id(), new JobEvent.JobBegun(order, order.at()), new JobEvent.JobPlanned(Examples.plan()));
    }

    private void end(JobOrder order) throws Exception {
        journal.jobs(order.id(), new JobEvent.JobEnded(JobState.COMPLETED, now));
    }

    private JobOrder order(String name, SystemId system) {
        return order(name, system, JobKind.IMPORT);
    }

    private JobOrder order(String name, SystemId system, JobKind kind) {
        return new JobOrder(
                new CommandId("test:" + name),
                new Caller("alice", "rest", "192.0.2.7"),
                kind,
                system,
                name,
                "target",
                Examples.assignments().get(1),
                now);
    }
}
