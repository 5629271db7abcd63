package dev.ferry.journal.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * PostgreSQL's driver for pools. A pool that cannot connect waits ever longer between two tries, up to five seconds, and nothing
 * can be set about it; so it is given the connection that it asks for as soon as there is one, and learns of a failure only at
 * first. Those who ask the pool have limits of their own.
 */
public final class PatientDriver implements Driver {
    /** So many failures in a row are told, for those who want to know why there is no connection. */
    private static final int TOLD = 3;

    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** Nobody listens or answers; or somebody does who is on his way up or down. Another time it may be better. */
    private static final Set<String> PASSING = Set.of("08", "57");

    private final org.postgresql.Driver driver = new org.postgresql.Driver();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                Connection connection = driver.connect(url, properties);
                failures.set(0);
                return connection;
            } catch (SQLException e) {
                boolean told = failures.incrementAndGet() <= TOLD;
                if (told || !isPassing(e) || System.nanoTime() - deadline > 0 || isEnoughWaited()) {
                    throw e;
                }
            }
        }
    }

    static boolean isPassing(SQLException e) {
        return e.getSQLState() != null && PASSING.contains(e.getSQLState().substring(0, 2));
    }

    /** True when the pool is being closed. */
    private static boolean isEnoughWaited() {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }
}
