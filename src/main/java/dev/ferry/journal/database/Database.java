package dev.ferry.journal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** A PostgreSQL server, ours or another's, and a small pool for our own SQL. Pekko's plugins have a pool of their own. */
public final class Database implements AutoCloseable {
    private static final long CONNECT_MILLIS = 3_000;
    private static final long VALIDATE_MILLIS = 1_000;
    private static final int PING_SECONDS = 1;

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

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return url;
    }
}
