package dev.ferry.journey;

import static dev.ferry.journey.Journey.object;
import static dev.ferry.journey.Journey.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.FerryClient;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the world does to a job: disks that fill up, volumes that go away, processes that meddle, a database that is lost. */
@Timeout(300)
class HardshipIT {

    @TempDir
    static Path data;

    private static NodeProcess node;
    private static FerryClient client;
    private static Journey journey;
    private static Socket endless;
    private static boolean hasSmall;

    @BeforeAll
    static void start() throws IOException {
        Path small = Files.createDirectories(data.resolve("small"));
        hasSmall = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString()) == 0;
        Path config = data.resolve("node.conf");
        Files.writeString(config, """
                ferry.volumes = [
                  { name = "local", path = "%1$s/volumes/local", shared = false, aliases = ["C:\\\\Ferry"] }
                  { name = "small", path = "%1$s/small", shared = false, aliases = ["D:\\\\Small"] }
                ]
                """.formatted(data));
        node = NodeProcess.configured(data, config);
        client = node.client();
        journey = new Journey(node, client);
        endless = withoutEnd();
    }

    /** It is given up after half a minute, in which the other tests run. */
    private static Socket withoutEnd() throws IOException {
        URI url = URI.create(node.environment().variables().get("FERRY_URL"));
        String secret =
                "admin:" + Files.readString(data.resolve("admin.password")).strip();
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.getOutputStream()
                .write(
                        ("POST /api/v1/systems HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
                                        + "Authorization: Basic "
                                        + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                                        + "\r\nConnection: close\r\n\r\n{")
                                .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        endless.close();
        int code = node.stop();
        if (hasSmall) {
            run("umount", data.resolve("small").toString());
        }
        assertEquals(0, code);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void aJobWaitsForRoomAndEndsWhenThereIsSome() throws IOException {
        assumeTrue(hasSmall, "a file system of its own could not be mounted (needs root)");
        journey.disk("room/a.raw", 16);
        Path ballast = data.resolve("small/ballast");
        Files.write(ballast, new byte[14 << 20]);
        JsonNode system = journey.define("room", "room/a.raw");
        JsonNode job = journey.export(system, object().put("directory", "D:\\Small\\exports"));
        JsonNode waiting =
                journey.until(job, now -> !now.path("waitsFor").asText("").isEmpty(), "waited");
        assertEquals("Running", waiting.path("state").asText());
        assertTrue(waiting.path("waitsFor").asText().contains("no room"), waiting::toString);
        Files.delete(ballast);
        journey.completed(job);
        refused(32768, () -> journey.export(big(), object().put("directory", "D:\\Small\\exports")));
    }

    private static JsonNode big() {
        try {
            journey.disk("room/big.raw", 32);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return journey.define("room-big", "room/big.raw");
    }

    @Test
    void aVolumeWithoutItsMarkerIsOfflineNotEmpty() throws IOException {
        journey.disk("marker/a.raw", 1);
        JsonNode system = journey.define("marker", "marker/a.raw");
        Path marker = node.volume().resolve(".ferry/volume.json");
        Path away = node.volume().resolve(".ferry/volume.json.away");
        Files.move(marker, away);
        try {
            ClientProblem offline =
                    refused(32777, () -> journey.export(system, object().put("directory", "marker-out")));
            assertTrue(offline.detail().contains("local"), offline.detail());
            // What a node's volumes are is told every second; who has heard this will hear next that it is back.
            awaitState(system, "Unavailable");
        } finally {
            Files.move(away, marker);
        }
        awaitState(system, "Off");
        journey.export(system, "marker-out");
    }

    private static void awaitState(JsonNode system, String state) {
        String path = "/systems/" + system.path("id").asText();
        Await.until(
                Duration.ofSeconds(20),
                () -> state + ": " + client.get(path),
                () -> client.get(path).path("state").asText().equals(state));
    }

    @Test
    void aByteChangedInStagingEndsTheJob() throws IOException {
        journey.disk("tamper/a.raw", 512);
        JsonNode system = journey.define("tamper", "tamper/a.raw");
        Traces before = Traces.of(node, client);
        boolean inTime = false;
        for (int round = 0; !inTime && round < 5; round++) {
            JsonNode job = journey.export(system, object().put("directory", "tamper-out"));
            journey.until(
                    job,
                    now -> now.path("bytesDone").asLong() > 64 << 20 || now.hasNonNull("endedAt"),
                    "copied what is changed");
            Optional<Path> staged = staged(
                    node.volume().resolve(".ferry/staging/" + job.path("id").asText()));
            inTime = staged.isPresent() && flip(staged.get(), 32 << 20) && isCopying(journey.job(job));
            JsonNode end = journey.ended(job);
            if (inTime) {
                assertEquals("Exception", end.path("state").asText(), end::toString);
                assertTrue(end.path("errors").path(0).hasNonNull("remedy"), end::toString);
                assertEquals(before, Traces.settled(node, client, before::equals));
            } else {
                // The byte may have been changed when it had been looked at already: that proves nothing.
                Journey.deleteAll(node.volume().resolve("tamper-out"));
            }
        }
        assertTrue(inTime, "each copy was over before a byte of it was changed");
    }

    private static boolean isCopying(JsonNode job) {
        return job.path("phase").asText().startsWith("Copying") && !job.hasNonNull("endedAt");
    }

    /** False when the file has gone. */
    private static boolean flip(Path file, int offset) throws IOException {
        try (FileChannel staged = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            staged.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x40)).rewind();
            staged.write(one, offset);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static Optional<Path> staged(Path staging) throws IOException {
        try (Stream<Path> files = Files.list(staging)) {
            return files.filter(file -> file.getFileName().toString().matches("0\\.[0-9]+"))
                    .findFirst();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Test
    void aDiskThatAnotherProcessHoldsIsRefused() throws IOException {
        assumeTrue(run("sh", "-c", "command -v qemu-io") == 0, "qemu-io is not installed (package qemu-utils)");
        Path disk = journey.disk("held/a.raw", 4);
        JsonNode system = journey.define("held", "held/a.raw");
        Process holder = new ProcessBuilder("qemu-io", "-f", "raw", disk.toString()).start();
        try {
            awaitLock(disk, holder);
            ClientProblem held = refused(32774, () -> journey.export(system, object().put("directory", "held-out")));
            assertTrue(held.detail().contains("qemu-io"), held.detail());
        } finally {
            holder.destroyForcibly();
            holder.onExit().join();
        }
        journey.export(system, "held-out");
    }

    private static void awaitLock(Path disk, Process holder) throws IOException {
        String inode = ":" + Files.getAttribute(disk, "unix:ino") + " ";
        while (Files.readAllLines(Path.of("/proc/locks")).stream().noneMatch(line -> line.contains(inode))) {
            assertTrue(holder.isAlive(), "qemu-io ended by itself");
            Thread.onSpinWait();
        }
    }

    @Test
    void aLostDatabaseIsToldAndComesBack() throws IOException {
        journey.disk("lost/a.raw", 1);
        JsonNode system = journey.define("lost", "lost/a.raw");
        String pid = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                .getFirst();
        List<ProcessHandle> gone =
                ProcessHandle.of(Long.parseLong(pid.strip())).stream().toList();
        gone.forEach(ProcessHandle::destroyForcibly);
        try (KeyedClient keyed = new KeyedClient(node.environment())) {
            journey.completed(untilAccepted(keyed, system));
        }
    }

    /** While the database is away every answer says so, with a code of those that may pass; the same submit then finds out. */
    private static JsonNode untilAccepted(KeyedClient keyed, JsonNode system) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        String path = "/systems/" + system.path("id").asText() + "/export";
        while (true) {
            JsonNode answer = keyed.post(path, "lost-1", object().put("directory", "lost-out"));
            if (answer.has("id")) {
                return answer;
            }
            assertTrue(List.of(32771, 32772, 32777).contains(answer.path("code").asInt()), answer::toString);
            assertTrue(System.nanoTime() < deadline, () -> "the database did not come back: " + answer);
        }
    }

    /** Who runs the tests may be somebody to whom rights mean nothing; the node then runs without that. */
    @Test
    void aFileThatTheNodeMayNotReadIsDenied() throws IOException {
        List<String> program = List.of();
        if (Files.getAttribute(data, "unix:uid").equals(0)) {
            program = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
            assumeTrue(
                    run(program.getFirst(), program.getLast(), "true") == 0,
                    "setpriv is not there (package util-linux)");
        }
        Path own = data.resolve("without-rights");
        try (Database database = TestDatabase.empty();
                NodeProcess plain = NodeProcess.startedBy(program, own, database);
                FerryClient asked = plain.client()) {
            Journey there = new Journey(plain, asked);
            Path disk = there.disk("closed/a.raw", 1);
            JsonNode system = there.define("closed", "closed/a.raw");
            Files.setPosixFilePermissions(disk, Set.of());
            ClientProblem denied = refused(32769, () -> there.export(system, object().put("directory", "closed-out")));
            assertTrue(denied.detail().contains("closed/a.raw"), denied.detail());
            Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rw-------"));
            there.completed(there.export(system, object().put("directory", "closed-out")));
        }
    }

    /** Nothing was begun for it. */
    @Test
    void aRequestThatNeverEndsIsGivenUp() throws IOException {
        String answer = new String(endless.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 408 ") && answer.contains("\"code\":32772"), answer);
    }
}
