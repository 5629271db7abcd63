package dev.ferry.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code ferry} as a process of its own: from what was built, where a build has come that far, else from the classes. */
public final class FerryCommand {
    private FerryCommand() {}

    /** The program and its flags, without its words. */
    public static List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(classes());
        command.add("dev.ferry.Main");
        return List.copyOf(command);
    }

    /** With the launcher's flags, and what the JVM noted when the launcher built, nodes start in half the time. */
    private static List<String> classes() {
        Path target = Path.of("target").toAbsolutePath();
        Path noted = target.resolve("ferry.aot");
        return Boolean.getBoolean("ferry.built") && isNewer(noted, target.resolve("ferry.jar"))
                ? List.of(
                        "-XX:AOTCache=" + noted,
                        "-XX:Tier4InvocationThreshold=500000",
                        "-XX:Tier4MinInvocationThreshold=200000",
                        "-XX:Tier4CompileThreshold=1000000",
                        "-XX:Tier4BackEdgeThreshold=1000000",
                        "-cp",
                        target.resolve("ferry.jar") + ":" + target.resolve("lib") + "/*")
                : List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"));
    }

    private static boolean isNewer(Path file, Path other) {
        try {
            return Files.exists(file)
                    && Files.exists(other)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
