package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LandingTest {
    @TempDir
    Path folder;

    private Path root;
    private Volume volume;
    private Staging staging;

    @BeforeEach
    void initialise() throws Exception {
        root = folder.resolve("v");
        volume = TestVolume.in(root);
        staging = new Staging(volume, "job-1");
        staging.open();
        Files.writeString(root.resolve("a"), "of the user");
    }

    @Test
    void removesTheFileThatItWasToldOf() throws Exception {
        FileFacts facts = volume.stat("a").orElseThrow();
        Landing landing = Landing.open(staging, 3, List.of("a"));
        assertTrue(landing.remove(0, facts));
        landing.close();
        assertFalse(Files.exists(root.resolve("a")));
        assertEquals(List.of(), volume.list(staging.folder()));
    }

    @Test
    void putsBackWhatIsNotTheFileThatItWasToldOf() throws Exception {
        FileFacts facts = volume.stat("a").orElseThrow();
        Files.move(root.resolve("a"), root.resolve("b"));
        Files.writeString(root.resolve("a"), "something new");
        Landing landing = Landing.open(staging, 3, List.of("a"));
        assertFalse(landing.remove(0, facts));
        landing.close();
        assertEquals("something new", Files.readString(root.resolve("a")));
    }

    @Test
    void isClosedByALaterTryWhichPutsBackWhatAnEarlierOneTook() throws Exception {
        Landing early = Landing.open(staging, 3, List.of("a"));
        early.take(0);
        assertFalse(Files.exists(root.resolve("a")));

        Landing.open(staging, 4, List.of("a"));

        assertEquals("of the user", Files.readString(root.resolve("a")));
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> early.take(0));
        assertEquals("of the user", Files.readString(root.resolve("a")));
    }

    @Test
    void namesWhatCannotBePutBackAndKeepsIt() throws Exception {
        Landing.open(staging, 3, List.of("a")).take(0);
        Files.writeString(root.resolve("a"), "something new");

        StorageException e = TestVolume.refusal(ReturnCode.IN_USE, () -> staging.remove());

        TestVolume.assertSays(e, "landing.3/0");
        assertEquals("something new", Files.readString(root.resolve("a")));
        assertEquals("of the user", Files.readString(root.resolve(staging.path("landing.3/0"))));
    }

    /** What a thread that sleeps between its check and its system call does when it wakes: the folders are open already. */
    @Test
    void aThreadThatWakesAfterAllIsOverTakesNothing() throws Exception {
        Landing early = Landing.open(staging, 3, List.of("a"));
        Volume sleepy = volume.under(() -> {
            // Between the check and the rename: the job goes on elsewhere, to its end.
            Landing.open(staging, 4, List.of("a")).close();
            staging.remove();
        });
        assertEquals(List.of("landing.3", "landing.3.from"), volume.list(staging.folder()));
        assertThrows(StorageException.class, () -> sleepy.replace("a", staging.path("landing.3/0")));
        assertEquals("of the user", Files.readString(root.resolve("a")));
        assertThrows(StorageException.class, () -> early.take(0));
        assertEquals(List.of(), Staging.jobs(volume));
    }

    @Test
    void aThreadThatWakesAfterTheJobWasUndonePublishesNothing() throws Exception {
        volume.writeDurably(staging.path("0.1"), "staged".getBytes(StandardCharsets.UTF_8), 0600);
        var move = new Publisher.Move(
                staging.path("0.1"),
                "b",
                volume.stat(staging.path("0.1")).orElseThrow().stamp());
        AtomicInteger asked = new AtomicInteger();
        Volume sleepy = volume.under(() -> {
            if (asked.incrementAndGet() == 1) {
                new Publisher(staging, Ownership.PUBLISHED, 3).undo(List.of(move), Optional.empty());
            }
        });
        Publisher late = new Publisher(new Staging(sleepy, "job-1"), Ownership.PUBLISHED, 2);
        assertThrows(StorageException.class, () -> late.publish(List.of(move), Optional.empty()));
        assertTrue(asked.get() >= 1);
        assertFalse(Files.exists(root.resolve("b")));
    }

    @Test
    void anOlderDefinitionNeverComesLast() throws Exception {
        byte[] old = "version 5".getBytes(StandardCharsets.UTF_8);
        byte[] fresh = "version 6".getBytes(StandardCharsets.UTF_8);
        VersionedFile newer = new VersionedFile(volume, "web");
        Volume sleepy = volume.under(() -> assertTrue(newer.write("web.xml", fresh, 6, 0640)));

        assertThrows(StorageException.class, () -> new VersionedFile(sleepy, "web").write("web.xml", old, 5, 0640));

        assertEquals("version 6", Files.readString(root.resolve("web.xml")));
        assertFalse(new VersionedFile(volume, "web").write("web.xml", old, 5, 0640));
        assertTrue(new VersionedFile(volume, "web").write("web.xml", fresh, 6, 0640), "the same again");
        assertTrue(new VersionedFile(volume, "web").write("web.xml", old, 7, 0640));
        assertEquals(List.of("web.7"), volume.list(".ferry/definitions"));
        newer.forget();
        assertEquals(List.of(), volume.list(".ferry/definitions"));
    }

    @Test
    void aLateDefinitionOfARemovedSystemComesToNothing() throws Exception {
        Volume sleepy = volume.under(() -> new VersionedFile(volume, "web").forget());
        assertThrows(StorageException.class, () -> new VersionedFile(sleepy, "web")
                .write("web.xml", new byte[] {1}, 5, 0640));
        assertFalse(Files.exists(root.resolve("web.xml")));
    }
}
