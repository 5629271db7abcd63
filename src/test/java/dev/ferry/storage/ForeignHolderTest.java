package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForeignHolderTest {
    @TempDir
    Path folder;

    private Path disk;
    private Volume volume;

    @BeforeEach
    void makeADisk() throws Exception {
        volume = TestVolume.in(folder.resolve("v"));
        disk = folder.resolve("v/disk.raw");
        TestVolume.write(disk, TestVolume.MIB, 4096, 0);
    }

    private Optional<String> holder() throws StorageException {
        try (VolumeFile file = volume.openRead("disk.raw")) {
            return ForeignHolder.holder(file);
        }
    }

    /** Waits until the process has opened the disk: its prompt comes after that. */
    private static void awaitPrompt(Process process) throws IOException {
        Reader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("qemu-io>") < 0) {
            int c = out.read();
            assertTrue(c >= 0, "it ended: " + seen);
            seen.append((char) c);
        }
    }

    @Test
    void namesTheProcessThatHoldsADisk() throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("qemu-io", "-f", "raw", disk.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("qemu-io is not installed: " + e.getMessage());
            return;
        }
        try (OutputStream in = process.getOutputStream()) {
            awaitPrompt(process);

            assertEquals(Optional.of("process " + process.pid() + " (qemu-io)"), holder());

            in.write("quit\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(0, process.waitFor());
        assertEquals(Optional.empty(), holder());
    }

    @Test
    void doesNotTakeItsOwnLocksForForeignOnes() throws Exception {
        try (VolumeFile own = volume.openWrite("disk.raw")) {
            assertTrue(own.tryLock());

            assertEquals(Optional.empty(), ForeignHolder.holder(own));
            assertEquals(Optional.empty(), holder());
        }
        assertTrue(Files.exists(disk));
    }
}
