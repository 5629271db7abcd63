package dev.ferry.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that somebody else wrote, when it has ended: how, and what it said. */
public record Program(int code, String text) {
    private static final int NOT_FOUND = 127;
    private static final long LIMIT_MINUTES = 5;

    /** Where there is no such program, the code is that of a shell that finds none. */
    public static Program run(Path folder, Map<String, String> environment, List<String> command)
            throws InterruptedException {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + text);
            }
            return new Program(process.exitValue(), text);
        } catch (IOException e) {
            return new Program(NOT_FOUND, e.toString());
        }
    }

    /** Whether it can be run at all; what it makes of its arguments does not matter. */
    public static boolean isThere(String... command) throws InterruptedException {
        return run(Path.of("."), Map.of(), List.of(command)).code() != NOT_FOUND;
    }

    /** That it went well and said all of this. */
    public void assertSaid(List<String> parts) {
        List<String> unsaid =
                parts.stream().filter(part -> !text.contains(part)).toList();
        if (code != 0 || !unsaid.isEmpty()) {
            throw new AssertionError("it ended with " + code + ", and " + unsaid + " is not in\n" + text);
        }
    }
}
