package dev.ferry.cluster;

import dev.ferry.model.node.LeaseRules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The table {@code node_lease}. Each statement commits by itself and can be repeated when its outcome is not known. A row that
 * was fenced or given up is over for ever, and so is one that is not there.
 */
final class LeaseTable {
    /** What is so long past that nobody asks for it: a job that knew of it has looked since. */
    private static final String FORGET_AFTER = "1 day";

    private LeaseTable() {}

    /** Makes the row, or finds that an earlier try has; false when it has been fenced since. */
    static boolean make(Connection connection, String incarnation, String node, LeaseRules rules) throws SQLException {
        String sql = """
                insert into node_lease(incarnation, node, expires_at)
                values (?, ?, clock_timestamp() + ? * interval '1 millisecond')
                on conflict (incarnation) do update set expires_at = excluded.expires_at
                where node_lease.fenced_at is null and node_lease.given_up_at is null""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(incarnation));
            statement.setString(2, node);
            statement.setLong(3, rules.ttl().toMillis());
            return statement.executeUpdate() == 1;
        }
    }

    /** False when the row is over. One that only ran out, while the database was away, is renewed like any other. */
    static boolean renew(Connection connection, String incarnation, LeaseRules rules) throws SQLException {
        String sql = """
                update node_lease set expires_at = clock_timestamp() + ? * interval '1 millisecond'
                where incarnation = ? and fenced_at is null and given_up_at is null""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, rules.ttl().toMillis());
            statement.setObject(2, UUID.fromString(incarnation));
            return statement.executeUpdate() == 1;
        }
    }

    static void giveUp(Connection connection, String incarnation) throws SQLException {
        String sql = """
                update node_lease set given_up_at = clock_timestamp()
                where incarnation = ? and given_up_at is null""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(incarnation));
            statement.executeUpdate();
        }
    }

    /**
     * Ends a lease that has run out, so that it cannot be renewed any more. A renewal at the same moment and this wait for each
     * other, and the second sees what the first did.
     *
     * @return whether the lease is over, now or since before
     */
    static boolean fence(Connection connection, String incarnation) throws SQLException {
        String sql = """
                update node_lease set fenced_at = clock_timestamp()
                where incarnation = ? and fenced_at is null
                and (given_up_at is not null or expires_at < clock_timestamp())""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(incarnation));
            return statement.executeUpdate() == 1 || isOver(connection, incarnation);
        }
    }

    private static boolean isOver(Connection connection, String incarnation) throws SQLException {
        String sql = "select fenced_at is not null or given_up_at is not null from node_lease where incarnation = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(incarnation));
            try (ResultSet row = statement.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    /** Removes rows that ended long ago; answers how many. */
    static int forgetOld(Connection connection) throws SQLException {
        String sql = "delete from node_lease where coalesce(given_up_at, fenced_at, expires_at)"
                + " < clock_timestamp() - interval '" + FORGET_AFTER + "'";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }
}
