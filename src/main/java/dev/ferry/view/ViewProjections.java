package dev.ferry.view;

import dev.ferry.model.job.JobEvent;
import dev.ferry.model.system.SystemEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
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

    private static final Duration GROUP_WAIT = Duration.ofMillis(30);

    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(10);

    /** Who is told of each row that has changed, once it is durable, on the node that wrote it; neither may block. */
    public record Listeners(Consumer<SystemRow> systems, Consumer<JobRow> jobs) {
        public static final Listeners NONE = new Listeners(_ -> {}, _ -> {});
    }

    private ViewProjections() {}

    /** To be called once on each node; the cluster decides which one does the work. */
    public static void start(ActorSystem<?> system, DataSource source, Listeners listeners) {
        daemon(
                system,
                "system-view",
                () -> projection(
                        system, source, SYSTEM_TAG, SystemEvent.class, new SystemTable(), listeners.systems()));
        daemon(
                system,
                "job-view",
                () -> projection(system, source, JOB_TAG, JobEvent.class, new JobTable(), listeners.jobs()));
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
            ActorSystem<?> system,
            DataSource source,
            String tag,
            Class<E> events,
            ViewTable<S, E, R> table,
            Consumer<R> changed) {
        ViewHandler.Journal<E> journal = (persistenceId, from, to) -> read(system, events, persistenceId, from, to);
        return JdbcProjection.groupedWithin(
                        ProjectionId.of(tag + "-view", tag),
                        EventSourcedProvider.<E>eventsByTag(system, JdbcReadJournal.Identifier(), tag),
                        () -> new ViewSession(source),
                        () -> new ViewHandler<>(table, journal, changed),
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
