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

    /**
     * Around where the projection stands, so many events are compared at each look: never the whole journal, which can take longer
     * than a statement may. So many are written in many minutes.
     */
    static final long LOOK_BACK = 20_000;

    private static final int ROWS_MAX = 200;

    private record Late(String persistenceId, long last, long place) {}

    private final DataSource source;
    private final String entity;
    private final String table;
    private final Supplier<ViewHandler<S, E, R>> handler;
    private final Journal<E> journal;
    private final String tag;

    /** {@code entity} is the kind of the persistence ids, {@code tag} what the projection goes by, {@code table} where its rows are. */
    LateEvents(
            DataSource source,
            String tag,
            String entity,
            String table,
            Supplier<ViewHandler<S, E, R>> handler,
            Journal<E> journal) {
        this.source = source;
        this.tag = tag;
        this.entity = entity;
        this.table = table;
        this.handler = handler;
        this.journal = journal;
    }

    private String find() {
        return "select j.persistence_id, j.last, j.place from ("
                + " select persistence_id, max(sequence_number) as last, max(ordering) as place from event_journal"
                + " where ordering > ? and ordering <= ? and persistence_id like ? and write_timestamp < ?"
                + " group by persistence_id) j"
                + " left join " + table + " v on v.id = substr(j.persistence_id, ?)"
                + " where (v.version is null or v.version < j.last) and j.place > ? order by j.place limit ?";
    }

    /**
     * Answers how many rows were late, and are no more. One that cannot be read is passed by, and tried again at each look. Blocks; to
     * be called by one at a time.
     */
    int catchUp(Instant now) {
        long offset = offset();
        int mended = 0;
        long place = 0;
        List<Late> late;
        do {
            late = late(offset, place, now);
            for (Late one : late) {
                mended += isFolded(one) ? 1 : 0;
                place = one.place();
            }
        } while (late.size() == ROWS_MAX && mended < ROWS_MAX);
        return mended;
    }

    private List<Late> late(long offset, long after, Instant now) {
        String prefix = entity + "|";
        return Sql.list(
                source,
                find(),
                List.of(
                        offset - LOOK_BACK,
                        offset + LOOK_BACK,
                        LikePattern.startingWith(prefix),
                        now.minus(SETTLED).toEpochMilli(),
                        prefix.length() + 1,
                        after,
                        ROWS_MAX),
                row -> new Late(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    /** Where the projection stands; 0 before its first event. */
    private long offset() {
        return Sql.first(
                        source,
                        "select current_offset::bigint from pekko_projection_offset_store"
                                + " where projection_name = ? and projection_key = ?",
                        List.of(ViewProjections.name(tag), tag),
                        row -> row.getLong(1))
                .orElse(0L);
    }

    private boolean isFolded(Late late) {
        try {
            fold(late);
            return true;
        } catch (Exception e) {
            // Throws when it is the database that does not answer, and then no other would be better off.
            offset();
            LOG.warn("{} stays late: {}", late.persistenceId(), e.getMessage());
            return false;
        }
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
