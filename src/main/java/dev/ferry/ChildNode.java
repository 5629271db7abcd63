package dev.ferry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node in a process of its own, started again when it dies. */
final class ChildNode {
    private static final Logger LOG = LoggerFactory.getLogger(ChildNode.class);
    private static final long STOP_LIMIT_SECONDS = 45;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** How all nodes are started: Java with its flags and class path, more options of {@code up}, and the environment. */
    record Launch(List<String> java, List<String> options, Map<String, String> environment, boolean restart) {
        /** The same for a node that notes what its JVM loads, for later starts to go by; for an empty file, the same. */
        Launch noting(String file) {
            if (file.isEmpty()) {
                return this;
            }
            List<String> flags = new ArrayList<>(java);
            flags.add(1, "-XX:AOTCacheOutput=" + file);
            return new Launch(flags, options, environment, restart);
        }
    }

    private final ChildPlan plan;
    private final Launch launch;
    private final Consumer<String> told;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper;
    private Process process;

    /** {@code told} hears the node's line each time that it serves again; the first one is {@link #ready()}. */
    ChildNode(ChildPlan plan, Launch launch, Consumer<String> told) {
        this.plan = plan;
        this.launch = launch;
        this.told = told;
        this.keeper = Thread.ofPlatform().daemon().name("ferry-" + plan.name()).unstarted(this::keep);
    }

    void start() {
        keeper.start();
    }

    /** The line of its first start; fails with what it said when it ended before. */
    CompletableFuture<String> ready() {
        return ready;
    }

    private void keep() {
        RestartDelay delay = RestartDelay.NONE;
        try {
            do {
                long began = System.nanoTime();
                int code = run();
                if (stopping.getCount() == 0) {
                    return;
                }
                if (code != UpCommand.TAKEN_OUT
                        && ready.completeExceptionally(
                                new IOException(plan.name() + " ended with code " + code + ":\n" + lastWords()))) {
                    return;
                }
                delay = delay.afterLiving(Duration.ofNanos(System.nanoTime() - began));
                LOG.warn(
                        "{} ended with code {}; {}",
                        plan.name(),
                        code,
                        launch.restart()
                                ? "it is started again in " + delay.last().toSeconds() + " s"
                                : "it stays away");
            } while (launch.restart() && !stopping.await(delay.last().toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            if (stopping.getCount() > 0) {
                LOG.error("{} cannot be started", plan.name(), e);
            }
            ready.completeExceptionally(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** From its start to its end; answers its exit code. */
    private int run() throws IOException, InterruptedException {
        Process started = launched();
        if (started == null) {
            return 0;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ")) {
                    serves(plan.line(line.split(" ", -1)[1], started.pid()));
                }
            }
        }
        return started.waitFor();
    }

    private void serves(String line) {
        if (!ready.complete(line)) {
            told.accept(line);
        }
    }

    private synchronized Process launched() throws IOException {
        if (stopping.getCount() == 0) {
            return null;
        }
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A Ctrl-C at the terminal is for the command, which then stops its nodes in order.
            command.add(SETSID.toString());
        }
        command.addAll(launch.java());
        command.addAll(List.of("up", "--stop-at-eof", "--data", plan.data().toString(), "--config", config()));
        command.addAll(launch.options());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FERRY_"));
        builder.environment().putAll(launch.environment());
        // Its standard input stays open as long as this process lives: at its end the node stops.
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
        return process;
    }

    private String config() {
        return plan.data().resolve("node.conf").toString();
    }

    private Path output() throws IOException {
        return Files.createDirectories(plan.data().resolve("logs")).resolve("output.log");
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Stops it in order; by force when that takes too long. */
    void stop() {
        stopping.countDown();
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last == null) {
            return;
        }
        last.destroy();
        try {
            if (!last.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("{} did not stop in {} s; it is killed", plan.name(), STOP_LIMIT_SECONDS);
                last.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            last.destroyForcibly();
        }
    }
}
