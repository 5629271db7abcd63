package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real server for all tests of a JVM, and an empty database of it for each that asks. */
public final class TestDatabase {
    /** Unpacked once per build, not once per test. */
    public static final Path BINARIES = Path.of("target", "postgresql", PostgresBinaries.VERSION);

    private static final int POOL = 4;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedDatabase server;
    private static String template;

    private TestDatabase() {}

    /** With the schema of this build and no rows; the caller closes it. */
    public static Database migrated() {
        return open(made(" template " + template()));
    }

    /** A database without a table. */
    public static Database empty() {
        return open(made(""));
    }

    /** Migrated once: what others are copied from, which nobody may be connected to. */
    private static synchronized String template() {
        if (template == null) {
            String name = made("");
            try (Database database = open(name)) {
                SchemaMigration.ofThisBuild().apply(database);
            }
            template = name;
        }
        return template;
    }

    private static String made(String like) {
        String name = "test" + NUMBER.incrementAndGet();
        try (Database admin = Database.open(server(), 1);
                Connection connection = admin.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + like);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static Database open(String name) {
        EmbeddedDatabase running = server();
        return Database.open(
                running.url().replace("/ferry?", "/" + name + "?"), running.user(), running.password(), POOL);
    }

    private static synchronized EmbeddedDatabase server() {
        if (server == null) {
            try {
                Path folder = Files.createTempDirectory("ferry-test-database-");
                server = EmbeddedDatabase.start(folder, BINARIES);
                EmbeddedDatabase started = server;
                hurry(started);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    /** Nothing here outlives the machine, so nothing needs to be on its disk: a job commits some thirty times. */
    private static void hurry(EmbeddedDatabase running) {
        try (Database admin = Database.open(running, 1);
                Connection connection = admin.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set fsync = off");
            statement.execute("alter system set full_page_writes = off");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(EmbeddedDatabase running, Path folder) {
        try {
            running.close();
            PostgresBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
