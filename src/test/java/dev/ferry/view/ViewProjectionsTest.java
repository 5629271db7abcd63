package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.SystemEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From an entity's persist to a row: journal, serializer, tags, projections and views as they are in a node. */
@Timeout(120)
class ViewProjectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void followsTheTagsThatTheEntitiesGive() {
        assertEquals(VirtualSystemEntity.TAG, ViewProjections.SYSTEM_TAG);
        assertEquals(JobEntity.TAG, ViewProjections.JOB_TAG);
    }

    @Test
    void showsWhatIsPersistedAndGoesOnAfterARestart() throws Exception {
        BlockingQueue<JobRow> told = new LinkedBlockingQueue<>();
        try (Database database = TestDatabase.migrated()) {
            try (Node node = new Node(database, told)) {
                node.systems(new SystemEvent.IdentityReserved(Examples.order()));
                node.jobs(Examples.JOB, new JobEvent.JobBegun(Examples.order(), Examples.AT));
                assertTrue(node.reached(1, 1));
                assertEquals(1, told.take().version());
            }
            try (Node node = new Node(database, told)) {
                node.systems(new SystemEvent.ReservationAcknowledged(Examples.JOB));
                node.jobs(
                        Examples.JOB,
                        new JobEvent.JobPlanned(Examples.plan()),
                        new JobEvent.JobEnded(JobState.EXCEPTION, Examples.AT));
                assertTrue(node.reached(2, 3));
                var system = node.views.system(Examples.SYSTEM).orElseThrow().state();
                assertTrue(system.held().orElseThrow().acknowledged(), system.toString());
                JobRow job = node.views.job(Examples.JOB).orElseThrow();
                assertTrue(job.job() instanceof Job.Ended, job.toString());
            }
        }
    }

    @Test
    void stopsAtAnEventThatItCannotReadAndGoesOnOnceItCan() throws Exception {
        JobId other = new JobId(Guid.derived("other"));
        try (Database database = TestDatabase.migrated();
                Node node = new Node(database, new LinkedBlockingQueue<>())) {
            node.jobs(Examples.JOB, new JobEvent.JobBegun(Examples.order(), Examples.AT));
            assertTrue(node.job(Examples.JOB, 1, PATIENCE));
            append(database, "job.paused:9");
            node.jobs(other, new JobEvent.JobBegun(Examples.order(), Examples.AT));
            assertFalse(node.job(other, 1, Duration.ofSeconds(3)));

            Sql.change(
                    database.dataSource(),
                    "update event_journal set event_ser_manifest = 'job.begun:1' where event_ser_manifest = 'job.paused:9'",
                    List.of());
            assertTrue(node.job(other, 1, PATIENCE));
            assertTrue(node.job(Examples.JOB, 2, PATIENCE));
        }
    }

    @Test
    void findsAnEventWhoseTransactionCommittedLongAfterItsNeighbours() throws Exception {
        JobId other = new JobId(Guid.derived("other"));
        try (Database database = TestDatabase.migrated();
                Node node = new Node(database, new LinkedBlockingQueue<>());
                Connection frozen = database.dataSource().getConnection()) {
            node.jobs(Examples.JOB, new JobEvent.JobBegun(Examples.order(), Examples.AT));
            assertTrue(node.job(Examples.JOB, 1, PATIENCE));
            frozen.setAutoCommit(false);
            end(frozen);
            // Each is a new number behind the one that is not visible; at last the projection no longer waits for it.
            node.jobs(other, new JobEvent.JobBegun(Examples.order(), Examples.AT));
            assertTrue(node.job(other, 1, PATIENCE));
            frozen.commit();

            assertTrue(node.job(Examples.JOB, 2, PATIENCE));
            assertTrue(node.views.job(Examples.JOB).orElseThrow().job() instanceof Job.Ended);
        }
    }

    /** One more event of the job, as a build of another version would have named it. */
    private static void append(Database database, String name) {
        String sql = """
                with another as (
                  insert into event_journal(persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
                    event_ser_id, event_ser_manifest, event_payload)
                  select persistence_id, 2, writer, write_timestamp, adapter_manifest, event_ser_id, ?, event_payload
                  from event_journal where persistence_id like 'Job|%' and sequence_number = 1
                  returning ordering)
                insert into event_tag(event_id, tag) select ordering, 'job' from another
                """;
        assertEquals(1, Sql.change(database.dataSource(), sql, List.of(name)));
    }

    /** The job's end, as an entity on a node that freezes in the middle of its transaction would have written it. */
    private static void end(Connection connection) throws Exception {
        byte[] payload = Files.readAllBytes(Path.of("src/test/resources/golden/journal/job.ended-v1.json"));
        String sql = """
                with another as (
                  insert into event_journal(persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
                    event_ser_id, event_ser_manifest, event_payload)
                  select persistence_id, 2, writer, write_timestamp, adapter_manifest, event_ser_id, 'job.ended:1', ?
                  from event_journal where persistence_id like 'Job|%' and sequence_number = 1
                  returning ordering)
                insert into event_tag(event_id, tag) select ordering, 'job' from another
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, payload);
            assertEquals(1, statement.executeUpdate());
        }
    }

    /** A node of a cluster of one, with the views and nothing else. */
    private static final class Node implements AutoCloseable {
        final Views views;
        private final ActorTestKit kit;
        private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);

        Node(Database database, BlockingQueue<JobRow> told) {
            Config config = ConfigFactory.parseResources("ferry-journal.conf")
                    .withFallback(Settings.load(
                                    null,
                                    Map.of("ferry.database.pool-size", "2", "ferry.remote.port", "0"),
                                    Path.of("data"))
                            .pekko(database.url(), database.user(), database.password()));
            kit = ActorTestKit.create("views", config);
            Cluster cluster = Cluster.get(kit.system());
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            ViewProjections.start(
                    kit.system(), database.dataSource(), new ViewProjections.Listeners(_ -> {}, told::add));
            views = new Views(database.dataSource(), beats);
        }

        void systems(SystemEvent... events) {
            var entity = kit.spawn(new Teller<SystemEvent>("VirtualSystem", Examples.SYSTEM.value(), "system"));
            List.of(events).forEach(entity::tell);
        }

        void jobs(JobId id, JobEvent... events) {
            var entity = kit.spawn(new Teller<JobEvent>("Job", id.value(), "job"));
            List.of(events).forEach(entity::tell);
        }

        boolean reached(long system, long job) throws Exception {
            return views.awaitSystem(Examples.SYSTEM, system, PATIENCE)
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS)
                    && job(Examples.JOB, job, PATIENCE);
        }

        boolean job(JobId id, long version, Duration bound) throws Exception {
            return views.awaitJob(id, version, bound).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            beats.shutdownNow();
            kit.shutdownTestKit();
        }
    }

    /** Persists what it is told, under an entity's name. */
    private static final class Teller<E> extends EventSourcedBehavior<E, E, Integer> {
        private final String tag;

        Teller(String type, String id, String tag) {
            super(PersistenceId.of(type, id));
            this.tag = tag;
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<E, E, Integer> commandHandler() {
            return (_, command) -> Effect().persist(command);
        }

        @Override
        public EventHandler<Integer, E> eventHandler() {
            return (state, _) -> state + 1;
        }

        @Override
        public Set<String> tagsFor(E event) {
            return Set.of(tag);
        }
    }
}
