package dev.ferry.view;

import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.GroupedProjection;
import org.apache.pekko.projection.jdbc.javadsl.JdbcProjection;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Keeps the views behind the journal: one process in the cluster for systems, one for jobs. Rows and offset are one
 * transaction, so each event counts exactly once. An event that cannot be read stops the view that needs it: it says so in
 * the log every one to two seconds, and goes on where it stopped once a build runs that can.
 */
public final class ViewProjections {
    /** The tags that the entities give to their events. */
    public static final String SYSTEM_TAG = "system";

    public static final String JOB_TAG = "job";

    /** A transaction per event would fall behind at some hundred events a second; a group waits this long to fill. */
    private static final int GROUP_MAX = 100;

    private static final Duration GROUP_WAIT = Duration.ofMillis(10);

    private static final String BLOCKING = "ferry.sql-dispatcher";
    private static final Duration LATE_EVERY = Duration.ofSeconds(5);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(10);

    /** Who is told of each row that has changed, once it is durable, on the node that wrote it; neither may block. */
    public record Listeners(Consumer<SystemRow> systems, Consumer<JobRow> jobs) {
        public static final Listeners NONE = new Listeners(_ -> {}, _ -> {});
    }

    private ViewProjections() {}

    /** To be called once on each node; the cluster decides which one does the work. */
    public static void start(ActorSystem<?> system, DataSource source, Listeners listeners) {
        Kind<VirtualSystem, SystemEvent, SystemRow> systems = new Kind<>(
                SYSTEM_TAG, "VirtualSystem", "system_view", SystemEvent.class, new SystemTable(), listeners.systems());
        Kind<Job, JobEvent, JobRow> jobs =
                new Kind<>(JOB_TAG, "Job", "job_view", JobEvent.class, new JobTable(), listeners.jobs());
        daemon(system, "system-view", () -> projection(system, source, systems));
        daemon(system, "job-view", () -> projection(system, source, jobs));
        LateEvents<?, ?, ?> lateSystems = late(system, source, systems);
        LateEvents<?, ?, ?> lateJobs = late(system, source, jobs);
        CommandKeys keys = new CommandKeys(source);
        ClusterSingleton.get(system)
                .init(SingletonActor.of(
                        ViewKeeper.create(
                                List.of(
                                        new ViewKeeper.Duty(
                                                "looking for late systems",
                                                LATE_EVERY,
                                                () -> lateSystems.catchUp(Instant.now())),
                                        new ViewKeeper.Duty(
                                                "looking for late jobs",
                                                LATE_EVERY,
                                                () -> lateJobs.catchUp(Instant.now())),
                                        new ViewKeeper.Duty("forgetting keys", FORGET_EVERY, keys::forget)),
                                system.dispatchers().lookup(DispatcherSelector.fromConfig(BLOCKING))),
                        "view-keeper"));
    }

    /** What belongs to one kind of entity: its tag, the kind in its persistence ids, its events and its rows. */
    private record Kind<S, E, R>(
            String tag, String entity, String view, Class<E> events, ViewTable<S, E, R> table, Consumer<R> changed) {}

    private static <S, E, R> LateEvents<S, E, R> late(ActorSystem<?> system, DataSource source, Kind<S, E, R> kind) {
        ViewHandler.Journal<E> journal = journal(system, kind);
        return new LateEvents<>(
                source,
                kind.tag(),
                kind.entity(),
                kind.view(),
                () -> new ViewHandler<>(kind.table(), journal, kind.changed()),
                journal);
    }

    private static <E> ViewHandler.Journal<E> journal(ActorSystem<?> system, Kind<?, E, ?> kind) {
        return (persistenceId, from, to) -> read(system, kind.events(), persistenceId, from, to);
    }

    /** What a projection is called where its offset is kept. */
    static String name(String tag) {
        return tag + "-view";
    }

    private static <E> void daemon(
            ActorSystem<?> system, String name, Supplier<GroupedProjection<?, EventEnvelope<E>>> projection) {
        ShardedDaemonProcess.get(system)
                .init(
                        ProjectionBehavior.Command.class,
                        name,
                        1,
                        _ -> ProjectionBehavior.create(projection.get()),
                        ProjectionBehavior.stopMessage());
    }

    private static <S, E, R> GroupedProjection<?, EventEnvelope<E>> projection(
            ActorSystem<?> system, DataSource source, Kind<S, E, R> kind) {
        ViewHandler.Journal<E> journal = journal(system, kind);
        return JdbcProjection.groupedWithin(
                        ProjectionId.of(name(kind.tag()), kind.tag()),
                        EventSourcedProvider.<E>eventsByTag(system, JdbcReadJournal.Identifier(), kind.tag()),
                        () -> new ViewSession(source),
                        () -> new ViewHandler<>(kind.table(), journal, kind.changed()),
                        system)
                .withGroup(GROUP_MAX, GROUP_WAIT);
    }

    /** Blocks: it is called on the projections' own threads. */
    private static <E> List<E> read(ActorSystem<?> system, Class<E> events, String persistenceId, long from, long to) {
        try {
            return PersistenceQuery.get(system)
                    .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier())
                    .currentEventsByPersistenceId(persistenceId, from, to)
                    .map(envelope -> events.cast(envelope.event()))
                    .runWith(Sink.seq(), system)
                    .toCompletableFuture()
                    .get(JOURNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewsUnavailable(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ViewsUnavailable(e);
        }
    }
}
