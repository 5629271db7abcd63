package dev.ferry.journal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A PostgreSQL server, ours or another's, and a small pool for our own SQL. Pekko's plugins have a pool of their own. */
public final class Database implements AutoCloseable {
    private static final long CONNECT_MILLIS = 3_000;
    private static final long VALIDATE_MILLIS = 1_000;
    private static final int PING_SECONDS = 1;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final String url;
    private final String user;
    private final String password;
    private final HikariDataSource pool;

    private Database(String url, String user, String password, HikariDataSource pool) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.pool = pool;
    }

    /** Connects when first asked for a connection, so that a database that is down does not stop a node from starting. */
    public static Database open(String url, String user, String password, int poolSize) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ferry-sql");
        config.setDriverClassName(PatientDriver.class.getName());
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(VALIDATE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", "2");
        // A server that hangs, or a cable that was pulled, must give the thread back.
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new Database(url, user, password, new HikariDataSource(config));
    }

    public static Database open(EmbeddedDatabase embedded, int poolSize) {
        return open(embedded.url(), embedded.user(), embedded.password(), poolSize);
    }

    public String url() {
        return url;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** A connection that is the caller's own to close, outside the pool; a server that does not answer in time is given up. */
    public Connection connect(Duration limit) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** Whether it answers now. */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PING_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }

    /**
     * Returns when a server that is on its way up answers, or refuses for another reason, or when the time is over: who asks it
     * something next is told what is wrong. Each second in which it waits, {@code waiting} hears why, and tells whether to go on.
     */
    public void awaitAnswer(Duration limit, Predicate<String> waiting) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<SQLException> failure = passingFailure();
        while (failure.isPresent()
                && System.nanoTime() - deadline < 0
                && waiting.test(failure.get().getMessage())) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            failure = passingFailure();
        }
    }

    private Optional<SQLException> passingFailure() {
        try (Connection connection = connect(LOOK_AGAIN)) {
            connection.isValid(PING_SECONDS);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e).filter(PatientDriver::isPassing);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return url;
    }
}
