package dev.ferry.view;

import dev.ferry.view.ViewHandler.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds events that a projection has passed over. Numbers are given out in order, but transactions may commit out of it: one that
 * a frozen process holds open can become visible minutes after its neighbours, when the projection has long gone on. Such an
 * event is folded in when it is found, however old it is.
 */
final class LateEvents<S, E, R> {
    private static final Logger LOG = LoggerFactory.getLogger(LateEvents.class);

    /** What is younger is still on its ordinary way. */
    private static final Duration SETTLED = Duration.ofSeconds(4);

    /** After the first look at everything, only the latest events are compared; so many are written in many minutes. */
    private static final long LOOK_BACK = 20_000;

    private static final int ROWS_MAX = 200;

    private record Late(String persistenceId, long last, long place) {}

    private final DataSource source;
    private final String entity;
    private final String table;
    private final Supplier<ViewHandler<S, E, R>> handler;
    private final Journal<E> journal;
    private long floor;

    /** {@code entity} is the kind of the persistence ids; {@code table} is where its rows are. */
    LateEvents(
            DataSource source,
            String entity,
            String table,
            Supplier<ViewHandler<S, E, R>> handler,
            Journal<E> journal) {
        this.source = source;
        this.entity = entity;
        this.table = table;
        this.handler = handler;
        this.journal = journal;
    }

    private String find() {
        return "select j.persistence_id, j.last, j.place from ("
                + " select persistence_id, max(sequence_number) as last, max(ordering) as place from event_journal"
                + " where ordering > ? and persistence_id like ? and write_timestamp < ? group by persistence_id) j"
                + " left join " + table + " v on v.id = substr(j.persistence_id, ?)"
                + " where v.version is null or v.version < j.last limit ?";
    }

    /** Answers how many rows were late. Blocks; to be called by one at a time. */
    int catchUp(Instant now) throws Exception {
        long end = Sql.first(
                        source,
                        "select coalesce(max(ordering), 0) from event_journal",
                        List.of(),
                        row -> row.getLong(1))
                .orElse(0L);
        String prefix = entity + "|";
        List<Late> late = Sql.list(
                source,
                find(),
                List.of(
                        floor,
                        LikePattern.startingWith(prefix),
                        now.minus(SETTLED).toEpochMilli(),
                        prefix.length() + 1,
                        ROWS_MAX),
                row -> new Late(row.getString(1), row.getLong(2), row.getLong(3)));
        for (Late one : late) {
            fold(one);
        }
        if (late.size() < ROWS_MAX) {
            floor = Math.max(floor, end - LOOK_BACK);
        }
        return late.size();
    }

    private void fold(Late late) throws Exception {
        LOG.warn(
                "{} has events up to {} that its view was never given; they are folded in now",
                late.persistenceId(),
                late.last());
        E last = journal.events(late.persistenceId(), late.last(), late.last()).getFirst();
        ViewSession session = new ViewSession(source);
        try {
            handler.get()
                    .process(
                            session,
                            List.of(EventEnvelope.create(
                                    new Sequence(late.place()), late.persistenceId(), late.last(), last, 0)));
            session.commit();
        } catch (Exception e) {
            session.rollback();
            throw e;
        } finally {
            session.close();
        }
    }
}
