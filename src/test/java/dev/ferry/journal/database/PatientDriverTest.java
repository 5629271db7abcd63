package dev.ferry.journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PatientDriverTest {
    @TempDir
    static Path folder;

    private static RigDatabase server;
    private final PatientDriver driver = new PatientDriver();

    @BeforeAll
    static void start() {
        server = RigDatabase.start(folder.resolve("postgresql"));
    }

    @BeforeEach
    void mend() {
        if (!server.isRunning()) {
            server.start();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Properties properties(String password) {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", password);
        return properties;
    }

    private Connection connect() throws SQLException {
        return driver.connect(server.url(), properties(server.password()));
    }

    private void failThreeTimes() {
        for (int i = 0; i < 3; i++) {
            assertThrows(SQLException.class, this::connect);
        }
    }

    @Test
    void tellsThatNobodyAnswersThenGivesTheConnectionOfTheServerThatIsBack() throws Exception {
        server.stopImmediately();
        failThreeTimes();
        CompletableFuture<Boolean> valid = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (Connection connection = connect()) {
                valid.complete(connection.isValid(2));
            } catch (SQLException e) {
                valid.completeExceptionally(e);
            }
        });
        server.start();
        assertTrue(valid.get(60, TimeUnit.SECONDS));
    }

    @Test
    void tellsAtOnceWhatWaitingDoesNotMend() throws SQLException {
        server.stopImmediately();
        failThreeTimes();
        server.start();
        SQLException refused =
                assertThrows(SQLException.class, () -> driver.connect(server.url(), properties("another")));
        assertEquals("28P01", refused.getSQLState());
        connect().close();
    }

    @Test
    void endsWithThePoolThatWaitsForIt() throws Exception {
        server.stopImmediately();
        failThreeTimes();
        CompletableFuture<SQLException> end = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                connect().close();
            } catch (SQLException e) {
                end.complete(e);
            }
        });
        waiting.interrupt();
        try {
            assertEquals("08", end.get(60, TimeUnit.SECONDS).getSQLState().substring(0, 2));
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void waitsForAServerThatIsStartedLater() {
        server.stopImmediately();
        try (Database database = Database.open(server.url(), server.user(), server.password(), 1)) {
            List<String> told = new ArrayList<>();
            database.awaitAnswer(Duration.ofMinutes(1), why -> {
                told.add(why);
                if (told.size() == 2) {
                    server.start();
                }
                return true;
            });
            assertTrue(told.size() >= 2, told::toString);
            assertTrue(database.answers());
        }
    }

    @Test
    void waitsNoLongerThanItShall() {
        server.stopImmediately();
        try (Database database = Database.open(server.url(), server.user(), server.password(), 1)) {
            AtomicInteger told = new AtomicInteger();
            database.awaitAnswer(Duration.ofMinutes(1), _ -> told.incrementAndGet() < 2);
            assertEquals(2, told.get());
            database.awaitAnswer(Duration.ZERO, _ -> told.incrementAndGet() < 9);
            assertEquals(2, told.get());
        }
    }

    @Test
    void doesNotWaitForWhatWaitingDoesNotMend() {
        try (Database database = Database.open(server.url(), server.user(), "another", 1)) {
            database.awaitAnswer(Duration.ofMinutes(1), why -> {
                throw new AssertionError(why);
            });
        }
    }
}
