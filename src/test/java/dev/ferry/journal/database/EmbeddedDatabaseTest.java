package dev.ferry.journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {
    @TempDir
    Path data;

    @Test
    void keepsItsDataItsPortAndItsPasswordOverARestart() throws Exception {
        String url;
        try (var first = start()) {
            url = first.url();
            execute(first, "create table kept(n integer)");
            execute(first, "insert into kept values (7)");
        }
        try (var second = start()) {
            assertEquals(url, second.url());
            assertEquals("7", ask(second, "select n from kept"));
        }
    }

    @Test
    void isDurableAndReachableFromThisMachineOnly() throws Exception {
        try (var database = start()) {
            assertEquals("on", ask(database, "show fsync"));
            assertEquals("on", ask(database, "show synchronous_commit"));
            assertEquals("on", ask(database, "show full_page_writes"));
            assertEquals("127.0.0.1", ask(database, "show listen_addresses"));
            assertEquals("", ask(database, "show unix_socket_directories"));
            assertEquals("UTF8", ask(database, "show server_encoding"));
            assertEquals("scram-sha-256", ask(database, "show password_encryption"));
        }
    }

    @Test
    void needsThePassword() throws Exception {
        try (var database = start()) {
            var refusal = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection(database.url(), database.user(), "wrong"));
            assertEquals("28P01", refusal.getSQLState());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("password"))));
        }
    }

    @Test
    void refusesAPasswordFileThatIsNotTheDatabases() throws Exception {
        try (var _ = start()) {
            Files.writeString(folder().resolve("password"), "another");
        }
        var refusal = assertThrows(DatabaseRefused.class, this::start);
        assertTrue(refusal.getMessage().contains("does not accept the password"), refusal.getMessage());
        assertFalse(Files.exists(folder().resolve("data/postmaster.pid")));
    }

    @Test
    void unpacksItsProgramsUnderTheDataFolder() throws Exception {
        try (var database = EmbeddedDatabase.start(data)) {
            assertEquals("1", ask(database, "select 1"));
        }
        Path programs = folder().resolve(PostgresBinaries.VERSION);
        assertTrue(Files.isExecutable(programs.resolve("bin/postgres")));
        assertTrue(Files.isSymbolicLink(programs.resolve("lib/libpq.so.5")));
    }

    @Test
    void unpacksAgainWhatIsNotWhole() throws Exception {
        Path programs = data.resolve("programs");
        PostgresBinaries.unpack(programs);
        Files.delete(programs.resolve("bin/initdb"));
        PostgresBinaries.unpack(programs);
        assertTrue(Files.isExecutable(programs.resolve("bin/initdb")));
    }

    @Test
    void takesOverAServerThatOutlivedItsNode() throws Exception {
        Process node = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeThatIsKilled.class.getName(),
                        data.toString(),
                        TestDatabase.BINARIES.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = node.inputReader()) {
            long pid = Long.parseLong(readyLine(output));
            var refusal = assertThrows(DatabaseRefused.class, () -> DataFolder.open(data));
            assertTrue(refusal.getMessage().contains("pid " + node.pid()), refusal.getMessage());

            node.destroyForcibly();
            assertTrue(node.waitFor(30, TimeUnit.SECONDS));
            assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
            try (DataFolder taken = DataFolder.open(data);
                    var database = start()) {
                assertEquals(data.toRealPath(), taken.path());
                assertEquals(pid, database.pid());
                assertEquals("1", ask(database, "select 1"));
            }
            assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void startsTheServerAgainOnTheSamePortWhenItDies() throws Exception {
        try (var database = start();
                Database pool = Database.open(database, 2)) {
            assertTrue(pool.answers());
            long pid = database.pid();
            PostgresCommand.signal(pid, "KILL");
            while (database.pid() == pid || !pool.answers()) {
                Thread.onSpinWait();
            }
            assertNotEquals(pid, database.pid());
            assertEquals("1", ask(database, "select 1"));
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        String url;
        try (var first = start()) {
            url = first.url();
        }
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                var second = start()) {
            assertNotEquals(url, second.url());
            assertEquals("1", ask(second, "select 1"));
        }
    }

    @Test
    void beginsAgainAfterACrashInTheMiddleOfTheFirstStart() throws Exception {
        Path half = Files.createDirectories(folder().resolve(".initdb-half/base"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");
        try (var database = start()) {
            assertEquals("1", ask(database, "select 1"));
        }
        assertFalse(Files.exists(folder().resolve(".initdb-half")));
    }

    @Test
    void startsAlthoughAStaleProcessNumberNowBelongsToAnotherProgram() throws Exception {
        try (var _ = start()) {
            assertTrue(Files.exists(folder().resolve("data/postmaster.pid")));
        }
        List<String> stale = List.of(
                Long.toString(ProcessHandle.current().pid()),
                folder().resolve("data").toString(),
                "1",
                "5432",
                "",
                "",
                "",
                "ready");
        Files.write(folder().resolve("data/postmaster.pid"), stale);
        try (var database = start()) {
            assertEquals("1", ask(database, "select 1"));
        }
    }

    @Test
    void refusesTheFilesOfAnotherMajorVersionWithTheStepsToTake() throws Exception {
        Files.createDirectories(folder().resolve("data"));
        Files.writeString(folder().resolve("data/PG_VERSION"), "17\n");
        var refusal = assertThrows(DatabaseRefused.class, this::start);
        assertTrue(refusal.getMessage().contains("written by PostgreSQL 17"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("pg_dump"), refusal.getMessage());
    }

    @Test
    void refusesADataFolderThatAnotherNodeOfThisProcessHas() {
        try (var first = DataFolder.open(data)) {
            assertEquals(first.secret("key"), first.secret("key"));
            assertThrows(DatabaseRefused.class, () -> DataFolder.open(data));
        }
        DataFolder.open(data).close();
    }

    @Test
    void keepsADataFolderForTheNodeThatItBelongsTo() {
        try (var folder = DataFolder.open(data)) {
            folder.requireName("node1");
            folder.requireName("node1");
            var refusal = assertThrows(DatabaseRefused.class, () -> folder.requireName("other"));
            assertTrue(refusal.getMessage().contains("belongs to the node 'node1'"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("ferry.node.name=node1"), refusal.getMessage());
        }
    }

    private static String readyLine(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring("ready ".length());
            }
        }
        throw new IOException("the node ended before it was ready");
    }

    private Path folder() {
        return data.resolve("postgresql");
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(folder(), TestDatabase.BINARIES);
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
