package dev.ferry.cluster;

import dev.ferry.journal.database.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What only one process may have at a time, by the database's clock. It keeps one connection of its own, so that no other work
 * can make it wait, and gives up after two seconds: the caller knows then that it does not know. Not for several threads.
 */
public final class LeaseTable implements AutoCloseable {
    /** Seconds to connect, and for each answer. */
    private static final String LIMIT_SECONDS = "2";
    /** Who has what was released between a refused take and the look at it. */
    private static final Holder NOBODY = new Holder("", Set.of(), OffsetDateTime.MIN);

    /** Who has it, whom it reached when it last said so, and until when: a holder that lives moves the time. */
    public record Holder(String owner, Set<String> side, OffsetDateTime expiresAt) {
        public Holder {
            side = Set.copyOf(side);
        }
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final String url;
    private final Properties properties = new Properties();
    private Connection kept;

    public LeaseTable(String url, String user, String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", LIMIT_SECONDS);
        properties.setProperty("socketTimeout", LIMIT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
    }

    public LeaseTable(Database database) {
        this(database.url(), database.user(), database.password());
    }

    /** Takes what is free, over, or the owner's own; empty when it was taken, else who has it. */
    public Optional<Holder> take(String name, String owner, Duration lifetime) throws SQLException {
        return take(name, Side.alone(owner), lifetime, OffsetDateTime.MAX);
    }

    /**
     * The same, but of what is over only what ended at {@code deadUntil} or before; and what somebody has whom the taker reaches,
     * and who reached the taker when it last said so.
     */
    Optional<Holder> take(String name, Side side, Duration lifetime, OffsetDateTime deadUntil) throws SQLException {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into cluster_lease as lease(name, owner, side, expires_at)
                    values (?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                    on conflict (name) do update set owner = excluded.owner, side = excluded.side,
                      expires_at = clock_timestamp() + ? * interval '1 millisecond'
                    where lease.owner = excluded.owner or lease.expires_at <= least(clock_timestamp(), ?)
                      or (lease.owner = any(excluded.side) and excluded.owner = any(lease.side))""")) {
                statement.setString(1, name);
                statement.setString(2, side.self());
                statement.setArray(3, array(connection, side));
                statement.setLong(4, lifetime.toMillis());
                statement.setLong(5, lifetime.toMillis());
                statement.setObject(6, deadUntil);
                return statement.executeUpdate() == 1
                        ? Optional.empty()
                        : Optional.of(holder(connection, name).orElse(NOBODY));
            }
        });
    }

    private static Array array(Connection connection, Side side) throws SQLException {
        return connection.createArrayOf("text", side.reached().toArray());
    }

    private static Optional<Holder> holder(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select owner, side, expires_at from cluster_lease where name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Holder(
                                rows.getString(1),
                                Set.of((String[]) rows.getArray(2).getArray()),
                                rows.getObject(3, OffsetDateTime.class)))
                        : Optional.empty();
            }
        }
    }

    /** Who has it, or had it last; empty when nobody ever had, or it was released. */
    Optional<Holder> look(String name) throws SQLException {
        return with(connection -> holder(connection, name));
    }

    /** Makes the owner's own last longer; false when it is somebody else's by now. */
    public boolean renew(String name, String owner, Duration lifetime) throws SQLException {
        return renew(name, Side.alone(owner), lifetime);
    }

    /** The same, and says anew whom the owner reaches. */
    boolean renew(String name, Side side, Duration lifetime) throws SQLException {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    update cluster_lease set side = ?, expires_at = clock_timestamp() + ? * interval '1 millisecond'
                    where name = ? and owner = ?""")) {
                statement.setArray(1, array(connection, side));
                statement.setLong(2, lifetime.toMillis());
                statement.setString(3, name);
                statement.setString(4, side.self());
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** Gives back what is the owner's own, and leaves no trace of it; false when it was not. */
    public boolean release(String name, String owner) throws SQLException {
        return changed("delete from cluster_lease where name = ? and owner = ?", name, owner);
    }

    /** The same, but whoever looks sees who had it last, and whom that one reached. Anybody may take it at once. */
    boolean giveBack(String name, String owner) throws SQLException {
        return changed("update cluster_lease set expires_at = '-infinity' where name = ? and owner = ?", name, owner);
    }

    private boolean changed(String sql, String name, String owner) throws SQLException {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, name);
                statement.setString(2, owner);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** After any trouble the connection is given up: nobody knows what still travels on it. */
    private <T> T with(Work<T> work) throws SQLException {
        if (kept == null) {
            kept = DriverManager.getConnection(url, properties);
        }
        try {
            return work.run(kept);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (kept == null) {
            return;
        }
        try {
            kept.close();
        } catch (SQLException _) {
            // The server ends it by itself when its socket is gone.
        } finally {
            kept = null;
        }
    }
}
