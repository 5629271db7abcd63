package dev.ferry.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.jdbc.javadsl.JdbcHandler;

/**
 * Folds a group of events into rows, each row read and written once, whatever the group has for it. An event that a row has
 * already seen changes nothing; one that the projection was never given is fetched from the journal.
 */
final class ViewHandler<S, E, R> extends JdbcHandler<List<EventEnvelope<E>>, ViewSession> {
    /** Events of one entity by their numbers, both included. */
    interface Journal<E> {
        List<E> events(String persistenceId, long from, long to);
    }

    private final ViewTable<S, E, R> table;
    private final Journal<E> journal;
    private final Consumer<R> changed;

    ViewHandler(ViewTable<S, E, R> table, Journal<E> journal, Consumer<R> changed) {
        this.table = table;
        this.journal = journal;
        this.changed = changed;
    }

    @Override
    public void process(ViewSession session, List<EventEnvelope<E>> envelopes) throws Exception {
        session.withConnection(connection -> {
            Map<String, Stored<S>> before = new LinkedHashMap<>();
            Map<String, Stored<S>> after = new LinkedHashMap<>();
            for (EventEnvelope<E> envelope : envelopes) {
                String id = PersistenceId.extractEntityId(envelope.persistenceId());
                if (!after.containsKey(id)) {
                    before.put(id, lock(connection, id));
                    after.put(id, before.get(id));
                }
                after.put(id, fold(after.get(id), envelope));
            }
            for (Map.Entry<String, Stored<S>> row : after.entrySet()) {
                if (!row.getValue().equals(before.get(row.getKey()))) {
                    R stored = table.store(connection, row.getKey(), row.getValue());
                    session.afterCommit(() -> changed.accept(stored));
                }
            }
            return Done.getInstance();
        });
    }

    private Stored<S> lock(Connection connection, String id) throws SQLException {
        return table.lock(connection, id).orElseGet(() -> new Stored<>(table.empty(), 0, 0));
    }

    private Stored<S> fold(Stored<S> row, EventEnvelope<E> envelope) {
        if (envelope.sequenceNr() <= row.version()) {
            return row;
        }
        S state = row.state();
        if (envelope.sequenceNr() > row.version() + 1) {
            // A transaction that took seconds to commit can be passed over by a query that goes by the order of
            // numbers.
            for (E missed : journal.events(envelope.persistenceId(), row.version() + 1, envelope.sequenceNr() - 1)) {
                state = table.on(state, missed);
            }
        }
        return new Stored<>(
                table.on(state, envelope.event()),
                envelope.sequenceNr(),
                Math.max(row.ordering(), ordering(envelope.offset())));
    }

    private static long ordering(Offset offset) {
        if (offset instanceof Sequence sequence) {
            return sequence.value();
        }
        throw new IllegalArgumentException("an offset of the journal is a number, not " + offset);
    }
}
