package dev.ferry.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.projection.jdbc.JdbcSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction of a projection: rows and offset together. What was to be told is told once it is durable. */
final class ViewSession implements JdbcSession {
    private static final Logger LOG = LoggerFactory.getLogger(ViewSession.class);

    private final Connection connection;
    private final List<Runnable> tellings = new ArrayList<>();

    ViewSession(DataSource source) {
        try {
            this.connection = source.getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new ViewsUnavailable(e);
        }
    }

    void afterCommit(Runnable telling) {
        tellings.add(telling);
    }

    @Override
    public <R> R withConnection(Function<Connection, R> work) throws Exception {
        return work.apply(connection);
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        tellings.forEach(ViewSession::tell);
        tellings.clear();
    }

    @Override
    public void rollback() throws SQLException {
        tellings.clear();
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** A listener that fails has not made the row any less true. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener to the views failed", e);
        }
    }
}
