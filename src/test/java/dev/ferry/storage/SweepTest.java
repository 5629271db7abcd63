package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What crashes leave is swept, and never a file with it that may be a user's. */
@Timeout(60)
class SweepTest {
    private static final String ENDED = "11111111-0000-0000-0000-000000000001";
    private static final String UNKNOWN = "11111111-0000-0000-0000-000000000002";

    @TempDir
    Path folder;

    private Path root;
    private Volume volume;

    @BeforeEach
    void initialise() throws Exception {
        root = folder.resolve("v");
        volume = TestVolume.in(root);
        Files.writeString(root.resolve("a"), "of the user");
    }

    @Test
    void takesBackWhatAnUnfinishedRemovalTook() throws Exception {
        Staging staging = opened("removal-1");
        Landing.open(staging, 1, List.of("a")).take(0);
        age();

        assertEquals(List.of("removal-1"), swept().folders());

        assertEquals("of the user", Files.readString(root.resolve("a")));
        assertEquals(List.of(), Staging.jobs(volume));
    }

    @Test
    void leavesARemovalAloneThatMayBeUnderWay() throws Exception {
        Staging staging = opened("removal-1");
        Landing.open(staging, 1, List.of("a"));
        age();
        Landing.open(staging, 2, List.of("a")).take(0);

        assertEquals(List.of(), swept().folders());

        assertFalse(Files.exists(root.resolve("a")));
    }

    @Test
    void keepsAndNamesWhatCannotGoBack() throws Exception {
        Staging staging = opened("removal-1");
        Landing.open(staging, 1, List.of("a")).take(0);
        Files.writeString(root.resolve("a"), "something new");
        age();

        Sweep.Swept swept = swept();

        assertEquals(List.of(), swept.folders());
        assertTrue(swept.kept().getFirst().contains("removal-1/landing.1/0"), swept::toString);
        assertEquals("of the user", Files.readString(root.resolve(staging.path("landing.1/0"))));
        assertEquals("something new", Files.readString(root.resolve("a")));
    }

    @Test
    void takesTheEmptyFolderOfAThreadThatSleptThroughItsJobsEnd() throws Exception {
        volume.writeDurably(opened(ENDED).path("landing.3.from"), "[]".getBytes(StandardCharsets.UTF_8), 0600);
        volume.writeDurably(opened(UNKNOWN).path("landing.3.from"), "[]".getBytes(StandardCharsets.UTF_8), 0600);
        age();
        assertEquals(List.of(ENDED), swept().folders());
        assertEquals(List.of(UNKNOWN), Staging.jobs(volume));
    }

    @Test
    void keepsWhateverElseAJobHasLeft() throws Exception {
        Staging ended = opened(ENDED);
        Landing.open(ended, 3, List.of("a")).take(0);
        age();
        assertEquals(List.of(), swept().folders());
        assertEquals("of the user", Files.readString(root.resolve(ended.path("landing.3/0"))));

        Landing.closeAll(ended);
        volume.writeDurably(ended.path("a.aside"), "put aside".getBytes(StandardCharsets.UTF_8), 0600);
        Staging removal = opened("removal-1");
        volume.writeDurably(removal.path("b"), "of somebody".getBytes(StandardCharsets.UTF_8), 0600);
        age();
        assertEquals(List.of(), swept().folders());
        assertTrue(Files.exists(root.resolve(ended.path("a.aside"))));
        assertTrue(Files.exists(root.resolve(removal.path("b"))));
    }

    @Test
    void removesWhatACrashLeftHalfWritten() throws Exception {
        Files.createDirectories(root.resolve(".ferry/tmp"));
        Files.writeString(root.resolve(".ferry/tmp/old"), "half");
        age();
        Files.writeString(root.resolve(".ferry/tmp/young"), "half");
        assertEquals(1, swept().files());
        assertEquals(List.of("young"), volume.list(".ferry/tmp"));
    }

    private Staging opened(String name) throws StorageException {
        Staging staging = new Staging(volume, name);
        staging.open();
        return staging;
    }

    private Sweep.Swept swept() throws StorageException {
        return new Sweep(volume, Instant.now().minus(Duration.ofHours(1)), ENDED::equals).run();
    }

    /** All of Ferry's own is two hours old now. */
    private void age() throws Exception {
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        try (Stream<Path> all = Files.walk(root.resolve(".ferry"))) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, then);
            }
        }
    }
}
