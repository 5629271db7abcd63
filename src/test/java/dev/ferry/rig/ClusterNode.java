package dev.ferry.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One node of a cluster as a process. A supervisor starts it again when it ends by itself, as an operator's would; after a kill
 * it stays down until {@link #start}.
 */
public final class ClusterNode {
    /** A node that was taken out of its cluster ends with this, and wants to be started again. */
    public static final int TAKEN_OUT = 75;

    private static final Duration SUPERVISION = Duration.ofMillis(500);
    private static final Duration END_LIMIT = Duration.ofSeconds(75);

    /** Where each of its doors is, without a path. */
    public record Doors(String rest, String wsman, String cimxml) {}

    /** How and when a process ended. */
    public record Exit(Instant at, int code, boolean wanted) {}

    private final String name;
    private final Doors doors;
    private final List<String> command;
    private final Path output;
    private final LongConsumer started;
    private final List<Exit> exits = new ArrayList<>();
    private Process process;
    private boolean wantedEnd = true;
    private boolean frozen;
    private volatile Instant readySince;

    ClusterNode(String name, Doors doors, List<String> command, Path output, LongConsumer started) {
        this.name = name;
        this.doors = doors;
        this.command = List.copyOf(command);
        this.output = output;
        this.started = started;
    }

    public String name() {
        return name;
    }

    public String url() {
        return doors.rest();
    }

    public Doors doors() {
        return doors;
    }

    public Path output() {
        return output;
    }

    /** Returns at once; see {@link #isReady}. */
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        wantedEnd = false;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("FERRY_ADMIN_PASSWORD", ClusterProcess.PASSWORD);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process now = builder.start();
            process = now;
            started.accept(now.pid());
            Thread.ofPlatform().daemon().name("output-of-" + name).start(() -> follow(now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(Process now) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(now.getInputStream(), StandardCharsets.UTF_8));
                Writer file = Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            file.write("--- " + Instant.now() + " pid " + now.pid() + "\n");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + "\n");
                file.flush();
                if (line.startsWith("ready ")) {
                    readySince = Instant.now();
                }
            }
        } catch (IOException _) {
            // Killed in the middle of a line.
        }
        now.onExit().join();
        ended(now);
    }

    private void ended(Process now) {
        boolean again;
        synchronized (this) {
            readySince = null;
            frozen = false;
            exits.add(new Exit(Instant.now(), now.exitValue(), wantedEnd));
            again = !wantedEnd;
        }
        if (again) {
            CompletableFuture.delayedExecutor(SUPERVISION.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::startUnlessTold);
        }
    }

    private synchronized void startUnlessTold() {
        if (!wantedEnd) {
            start();
        }
    }

    /** It serves since the last start. */
    public boolean isReady() {
        return readySince != null;
    }

    /** When it came into its cluster; null while it is not. */
    public Instant readySince() {
        return readySince;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized boolean isFrozen() {
        return frozen;
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized List<Exit> exits() {
        return List.copyOf(exits);
    }

    /** SIGKILL: nothing is told to anyone. */
    public void kill() {
        end(true);
    }

    /** SIGTERM: it leaves in order; returns at once. */
    public void leave() {
        end(false);
    }

    private synchronized void end(boolean atOnce) {
        wantedEnd = true;
        if (process == null) {
            return;
        }
        if (atOnce) {
            readySince = null;
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** SIGSTOP: it neither works nor answers, and its sockets stay open. */
    public synchronized void freeze() {
        frozen = true;
        Shell.signal(process.pid(), "STOP");
    }

    public synchronized void thaw() {
        if (frozen) {
            frozen = false;
            Shell.signal(process.pid(), "CONT");
        }
    }

    public void awaitReady(Duration limit) {
        Await.until(limit, () -> name + " is ready; the end of its output:\n" + tail(), this::isReady);
    }

    public void awaitEnd() {
        Await.until(END_LIMIT, () -> name + " has ended", () -> !isAlive());
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
