package dev.ferry.journal.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings a database to the schema of this build: each version once, in order, by one node at a time. */
public final class SchemaMigration {
    /** Any number that no other program uses on this database; every build must use the same one. */
    private static final long LOCK = 0x4665727279L;

    private static final String LOCK_WAIT = "60s";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INDEX = "/db/index";

    /** One version: its number, its file, its statements. */
    public record Step(int version, String name, String sql) {
        String checksum() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Applied(String name, String checksum) {}

    private final List<Step> steps;

    SchemaMigration(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The versions that this build carries, as {@code db/index} lists them. */
    public static SchemaMigration ofThisBuild() {
        List<Step> steps = new ArrayList<>();
        for (String name : read(INDEX).lines().filter(line -> !line.isBlank()).toList()) {
            steps.add(new Step(Integer.parseInt(name.substring(1, 4)), name, read("/db/" + name)));
        }
        return new SchemaMigration(steps);
    }

    /** Applies what is missing; answers how many versions that were. */
    public int apply(Database database) {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            lock(connection);
            // Closing the connection gives the lock back, also after a failure.
            return applyLocked(connection);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new DatabaseRefused(
                        "Another node has been changing the schema of " + database + " for more than " + LOCK_WAIT
                                + ".",
                        "Wait until it has started, then start this one again.",
                        e);
            }
            throw new DatabaseRefused(
                    "The schema of " + database + " cannot be brought to this build's: " + e.getMessage() + ".",
                    "See that the server runs (PostgreSQL 15 or newer), and that user '" + database.user()
                            + "' may connect and create tables there.",
                    e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '" + LOCK_WAIT + "'");
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            statement.execute(
                    "create table if not exists ferry_schema(version integer primary key, name text not null, "
                            + "checksum text not null, applied_at timestamptz not null default now())");
        }
    }

    private int applyLocked(Connection connection) throws SQLException {
        Map<Integer, Applied> applied = applied(connection);
        int newest = steps.stream().mapToInt(Step::version).max().orElse(0);
        for (int version : applied.keySet()) {
            if (version > newest) {
                throw new DatabaseRefused(
                        "The database has schema version " + version + "; this build of Ferry knows versions up to "
                                + newest + ".",
                        "Start the newer build that made it, or restore the backup from before the upgrade.");
            }
        }
        int count = 0;
        connection.setAutoCommit(false);
        for (Step step : steps) {
            Applied before = applied.get(step.version());
            if (before == null) {
                applyStep(connection, step);
                count++;
            } else if (!before.checksum().equals(step.checksum())) {
                throw new DatabaseRefused(
                        "Schema version " + step.version() + " (" + before.name()
                                + ") in the database is not what this build's " + step.name()
                                + " would have made: the file was changed after it had been applied.",
                        "Use an unchanged build; a change to the schema is a new file.");
            }
        }
        return count;
    }

    private static Map<Integer, Applied> applied(Connection connection) throws SQLException {
        Map<Integer, Applied> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select version, name, checksum from ferry_schema")) {
            while (rows.next()) {
                applied.put(rows.getInt(1), new Applied(rows.getString(2), rows.getString(3)));
            }
        }
        return applied;
    }

    private static void applyStep(Connection connection, Step step) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement row = connection.prepareStatement(
                        "insert into ferry_schema(version, name, checksum) values (?, ?, ?)")) {
            statement.execute(step.sql());
            row.setInt(1, step.version());
            row.setString(2, step.name());
            row.setString(3, step.checksum());
            row.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw new SQLException(step.name() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = SchemaMigration.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build is incomplete: " + resource + " is not in its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("this build cannot be read: " + resource, e);
        }
    }
}
