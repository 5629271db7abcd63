package dev.ferry.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that real hosts made. They belong to others and are not in the repository: tests that want one skip without. */
public final class Samples {
    private Samples() {}

    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(path(name));
    }

    public static Path path(String name) {
        Path folder = Path.of(System.getProperty("ferry.samples", "../shared/samples"));
        Path file = folder.resolve(name);
        Assumptions.assumeTrue(
                Files.isReadable(file), "no real file at " + file + "; -Dferry.samples=<folder> tells where they are");
        return file;
    }
}
