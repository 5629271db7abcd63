package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.storage.CopyControl;
import dev.ferry.storage.CopyRequest;
import dev.ferry.storage.CopyResult;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.Staging;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.WriteLease;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that sleeps past its lease while it holds the lock of its file, and wakes when others have gone on. */
@Timeout(120)
class SleepingNodeTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path root;

    @Test
    void changesNoPublishedByteWhenItWakesAfterItsLeaseWasTakenOver() throws Exception {
        Volume volume =
                Volume.initialise(SleepingNode.settings(root), "cluster-1").under(WriteLease.UNSHARED);
        writeSource(200);
        try (Database database = TestDatabase.migrated();
                var hashers = Executors.newFixedThreadPool(2)) {
            Process sleeper = start(database);
            try (BufferedReader said = sleeper.inputReader()) {
                String lease =
                        await(said, line -> line.startsWith("lease ")).getLast().substring(6);
                await(said, line -> line.startsWith("at "));
                signal("STOP", sleeper);
                LeaseQuestions questions = new LeaseQuestions(database.dataSource(), Runnable::run, System::nanoTime);
                long stopped = System.nanoTime();
                while (!over(questions, lease)) {
                    assertTrue(
                            System.nanoTime() - stopped < Duration.ofSeconds(60).toNanos(), "never over");
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                assertTrue(hadRunOut(database, lease), "it was taken over before its lease was over");

                Staging staging = new Staging(volume, "job-1");
                CopyResult result;
                try (VolumeFile from = volume.openRead("source")) {
                    var request = new CopyRequest(
                            from, from.stamp(), staging.file(0, 2), Optional.empty(), Ownership.PUBLISHED);
                    result = new SparseCopy(CopyThreads.with(hashers)).copy(request, CopyControl.none());
                }
                assertTrue(result.salvagedBytes() > 0, "nothing was salvaged");
                assertTrue(result.bytesWritten() <= 164L * MIB, "read again: " + result.bytesWritten());
                volume.renameNoReplace(result.path(), "target");
                var published = volume.stat("target").orElseThrow().stamp();

                signal("CONT", sleeper);
                goOn(sleeper);
                List<String> after = await(said, line -> line.equals("awake"));

                assertTrue(after.stream().noneMatch(line -> line.startsWith("changed ")), after::toString);
                assertEquals(
                        3,
                        after.stream()
                                .filter(line -> line.startsWith("refused "))
                                .count(),
                        after::toString);
                assertEquals(published, volume.stat("target").orElseThrow().stamp());
                assertEquals(-1, Files.mismatch(root.resolve("source"), root.resolve("target")));
            } finally {
                sleeper.destroyForcibly();
                assertTrue(sleeper.waitFor(30, TimeUnit.SECONDS));
            }
        }
    }

    private Process start(Database database) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingNode.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean over(LeaseQuestions questions, String lease) throws Exception {
        return questions.isOver(lease).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** By the one clock that counts: its row was closed no earlier than its time was up. */
    private static boolean hadRunOut(Database database, String lease) throws SQLException {
        try (Connection connection = database.connect(Duration.ofSeconds(20));
                PreparedStatement statement = connection.prepareStatement(
                        "select fenced_at > expires_at and given_up_at is null from node_lease where incarnation = ?")) {
            statement.setObject(1, UUID.fromString(lease));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void goOn(Process sleeper) throws IOException {
        OutputStream in = sleeper.getOutputStream();
        in.write('\n');
        in.flush();
    }

    /** The lines up to the first that is wanted; a process that ends before it is a failure. */
    private static List<String> await(BufferedReader said, Predicate<String> wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (wanted.test(line)) {
                return lines;
            }
        }
        throw new AssertionError("it ended after " + lines);
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    private void writeSource(int mebibytes) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(root.resolve("source"))) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }
}
