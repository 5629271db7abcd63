package dev.ferry.journal.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a PostgreSQL program is run from here: never as root, never with the terminal's signals or our environment. */
final class PostgresCommand {
    private static final long SECONDS = 120;

    private PostgresCommand() {}

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping, root is nobody with root's files. */
    static ProcessBuilder of(Path folder, List<String> command) {
        List<String> line = new ArrayList<>();
        find("setsid").ifPresent(line::add);
        if (isRoot()) {
            line.add(find("unshare").orElseThrow(() -> refusedToRoot("there is no program 'unshare'")));
            line.add("-U");
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("FERRY_"));
        builder.environment().put("LC_ALL", "C");
        return builder.redirectInput(new File("/dev/null"));
    }

    /** Asks before anything is written, so that the refusal says what is really wrong. */
    static void requireUnprivileged(Path folder) {
        if (!isRoot()) {
            return;
        }
        String answer = tryRun(folder, List.of("true"));
        if (!answer.isEmpty()) {
            throw refusedToRoot(answer);
        }
    }

    static void run(Path folder, List<String> command, String purpose, String remedy) {
        String answer = tryRun(folder, command);
        if (!answer.isEmpty()) {
            throw new DatabaseRefused(purpose + " failed: " + answer, remedy);
        }
    }

    /** Sent by a shell: the one program that is everywhere, and its kill is built in. */
    static void signal(long pid, String signal) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "SIG" + signal + " cannot be sent to pid " + pid + ": " + e + ".", "Send it by hand.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when it went well, else what the program said. */
    private static String tryRun(Path folder, List<String> command) {
        Path output = null;
        try {
            output = Files.createTempFile(folder, ".output-", null);
            Process process = of(folder, command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no end after " + SECONDS + " s.";
            }
            String text = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
            return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + ", " + text;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        } finally {
            delete(output);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // A left-over of a few bytes in our own folder; what the program said matters more.
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException _) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static Optional<String> find(String program) {
        return List.of("/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/").stream()
                .map(folder -> folder + program)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    private static DatabaseRefused refusedToRoot(String why) {
        return new DatabaseRefused(
                "PostgreSQL does not run as root, and this machine gives root no user namespace to run it in (" + why
                        + ").",
                "Run Ferry as an ordinary user (in a container: another USER), or set ferry.database.url to a server of your own.");
    }
}
