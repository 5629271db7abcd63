package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import java.nio.file.Path;
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
        try (Database database = TestDatabase.migrated();
                ScheduledExecutorService beats = Executors.newScheduledThreadPool(1)) {
            persist(
                    database,
                    told,
                    List.of(new SystemEvent.IdentityReserved(Examples.order())),
                    List.of(new JobEvent.JobBegun(Examples.order(), Examples.AT)));
            assertEquals(1, told.take().version());
            persist(
                    database,
                    told,
                    List.of(new SystemEvent.ReservationAcknowledged(Examples.JOB)),
                    List.of(
                            new JobEvent.JobPlanned(Examples.plan()),
                            new JobEvent.JobEnded(JobState.EXCEPTION, Examples.AT)));
            Views views = new Views(database.dataSource(), beats);
            SystemRow system = views.system(Examples.SYSTEM).orElseThrow();
            assertTrue(system.state() instanceof VirtualSystem.Planned, system.toString());
            assertTrue(system.state().held().orElseThrow().acknowledged());
            JobRow job = views.job(Examples.JOB).orElseThrow();
            assertEquals(3, job.version());
            assertTrue(job.job() instanceof Job.Ended, job.toString());
            assertEquals(Set.of(1L, 2L, 3L), versions(database));
        }
    }

    /** Which versions a journal has that nobody but its entity wrote. */
    private static Set<Long> versions(Database database) {
        return Set.copyOf(Sql.list(
                database.dataSource(),
                "select sequence_number from event_journal where persistence_id like 'Job|%'",
                List.of(),
                row -> row.getLong(1)));
    }

    /** One life of a node: the entities persist, the node lives until the views have it. */
    private static void persist(
            Database database, BlockingQueue<JobRow> told, List<SystemEvent> systems, List<JobEvent> jobs)
            throws Exception {
        Config config = ConfigFactory.parseResources("ferry-journal.conf")
                .withFallback(Settings.load(
                                null,
                                Map.of("ferry.database.pool-size", "2", "ferry.remote.port", "0"),
                                Path.of("data"))
                        .pekko(database.url(), database.user(), database.password()));
        ActorTestKit kit = ActorTestKit.create("views", config);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
        try {
            Cluster cluster = Cluster.get(kit.system());
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            ViewProjections.start(
                    kit.system(), database.dataSource(), new ViewProjections.Listeners(_ -> {}, told::add));
            Views views = new Views(database.dataSource(), clock);
            long system = views.systemVersion(Examples.SYSTEM) + systems.size();
            long job = views.job(Examples.JOB).map(JobRow::version).orElse(0L) + jobs.size();
            var entity = kit.spawn(new Teller<SystemEvent>("VirtualSystem", Examples.SYSTEM.value(), "system"));
            systems.forEach(entity::tell);
            var jobEntity = kit.spawn(new Teller<JobEvent>("Job", Examples.JOB.value(), "job"));
            jobs.forEach(jobEntity::tell);
            assertTrue(views.awaitSystem(Examples.SYSTEM, system, PATIENCE)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS));
            assertTrue(views.awaitJob(Examples.JOB, job, PATIENCE)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS));
        } finally {
            clock.shutdownNow();
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
