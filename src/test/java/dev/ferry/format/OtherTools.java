package dev.ferry.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that read the same formats, as a second opinion; tests skip where they are not installed. */
public final class OtherTools {
    private OtherTools() {}

    /** What the program said; the test fails when it ends in anything but 0. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command[0])));
        Assumptions.assumeTrue(installed, command[0] + " is not installed");
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            Assertions.fail(command[0] + " did not end");
        }
        String said = new String(Files.readAllBytes(output), UTF_8);
        Assertions.assertEquals(0, process.exitValue(), String.join(" ", command) + "\n" + said);
        return said;
    }
}
