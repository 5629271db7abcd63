package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Nothing outside Ferry's own folder is changed without a lease that is held at that moment. */
@Timeout(60)
class WriteLeaseTest {
    /** What only looks, or works on Ferry's own folder by other methods that are in the list of changes. */
    private static final Set<String> LOOKS = Set.of(
            "name",
            "settings",
            "root",
            "status",
            "volumeId",
            "at",
            "place",
            "randomId",
            "require",
            "requireWritable",
            "room",
            "stat",
            "list",
            "openRead",
            "readSmall",
            "realName",
            "targetName",
            "toString",
            "under",
            "lease",
            "open",
            "initialise",
            // Makes a new file in Ferry's own folder.
            "writeTemporary",
            // Changes nothing that is not there yet.
            "syncFolder");

    @TempDir
    Path folder;

    private Path root;
    private Volume free;

    @BeforeEach
    void initialise() throws Exception {
        root = folder.resolve("v");
        free = TestVolume.in(root);
        Files.writeString(root.resolve("file"), "of the user");
        Files.createDirectories(root.resolve("empty"));
        new Staging(free, "job-1").open();
        Files.writeString(root.resolve(".ferry/staging/job-1/1.1"), "staged");
    }

    /** Every way to change something, by the name of its method in {@link Volume}. */
    private static Map<String, Executable> changes(Volume volume) {
        Map<String, Executable> all = new TreeMap<>();
        all.put("openWrite", () -> volume.openWrite("file").close());
        all.put("createNew", () -> volume.createNew("made", 0600).close());
        all.put("makeFolders", () -> volume.makeFolders("new/folder", Ownership.PUBLISHED));
        all.put("renameNoReplace", () -> volume.renameNoReplace(".ferry/staging/job-1/1.1", "published"));
        all.put("replace", () -> volume.replace(".ferry/staging/job-1/1.1", "file"));
        all.put("remove", () -> volume.remove("file"));
        all.put("removeFolderIfEmpty", () -> volume.removeFolderIfEmpty("empty"));
        all.put("writeDurably", () -> volume.writeDurably("file", new byte[] {1}, 0640));
        return all;
    }

    @Test
    void listsEveryMethodOfAVolumeAsALookOrAChange() {
        Set<String> methods = new TreeSet<>();
        for (Method method : Volume.class.getDeclaredMethods()) {
            if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
                methods.add(method.getName());
            }
        }
        Set<String> listed = new TreeSet<>(LOOKS);
        listed.addAll(changes(free).keySet());
        assertEquals(listed, methods, "a new method must be in one of the two lists");
    }

    @Test
    void isAskedForAtEachChange() throws Throwable {
        for (String name : changes(free).keySet()) {
            initialiseAgain();
            AtomicInteger asked = new AtomicInteger();
            changes(free.under(asked::incrementAndGet)).get(name).execute();
            assertTrue(asked.get() >= 1, name + " did not ask");
        }
    }

    @Test
    void stopsEveryChangeWhenItIsNotHeld() throws Exception {
        Map<String, String> before = tree();
        Volume lost = free.under(() -> {
            throw StorageException.notAvailable("the lease has run out.", "");
        });
        changes(lost)
                .forEach((name, change) -> assertTrue(
                        TestVolume.refusal(ReturnCode.NOT_AVAILABLE, change).passing(), name));
        assertEquals(before, tree());
    }

    @Test
    void isMissingUnlessItWasGiven() throws Exception {
        Map<String, String> before = tree();
        Volume plain = Volume.open(TestVolume.settings(root), TestVolume.CLUSTER);
        changes(plain).forEach((name, change) -> assertThrows(IllegalStateException.class, change, name));
        assertEquals(before, tree());
    }

    @Test
    void isNotNeededForAnAttemptsOwnStagedFile() throws Exception {
        Volume plain = Volume.open(TestVolume.settings(root), TestVolume.CLUSTER);
        plain.openWrite(".ferry/staging/job-1/1.1").close();
        plain.createNew(".ferry/staging/job-1/1.2", 0600).close();
        plain.renameNoReplace(".ferry/staging/job-1/1.2", ".ferry/staging/job-1/1.3");
        plain.writeDurably(".ferry/staging/job-1/1.4", new byte[] {1}, 0600);
        plain.remove(".ferry/staging/job-1/1.3");
    }

    @Test
    void isNeededToRemoveAWholeStagingFolder() {
        Volume plain = Volume.open(TestVolume.settings(root), TestVolume.CLUSTER);
        assertThrows(IllegalStateException.class, () -> new Staging(plain, "job-1").remove());
        assertTrue(Files.exists(root.resolve(".ferry/staging/job-1/1.1")));
    }

    private void initialiseAgain() throws Exception {
        Files.writeString(root.resolve("file"), "of the user");
        Files.createDirectories(root.resolve("empty"));
        Files.writeString(root.resolve(".ferry/staging/job-1/1.1"), "staged");
        Files.deleteIfExists(root.resolve("published"));
        Files.deleteIfExists(root.resolve("made"));
        Files.deleteIfExists(root.resolve("new/folder"));
        Files.deleteIfExists(root.resolve("new"));
    }

    /** What users see: names and contents. */
    private Map<String, String> tree() throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (var paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                boolean own = path.startsWith(root.resolve(".ferry/tmp"));
                if (!own && !path.equals(root)) {
                    all.put(root.relativize(path).toString(), Files.isRegularFile(path) ? Files.readString(path) : "");
                }
            }
        }
        return all;
    }
}
