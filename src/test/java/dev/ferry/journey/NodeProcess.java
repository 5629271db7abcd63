package dev.ferry.journey;

import dev.ferry.cli.Environment;
import dev.ferry.cli.FerryClient;
import dev.ferry.cli.NodeAccess;
import dev.ferry.journal.database.Database;
import dev.ferry.rig.FerryCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node as a process of its own, started as a user would and killed as nobody would. */
final class NodeProcess implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 120;

    private final Process process;
    private final Path data;
    private final String url;
    private final CompletableFuture<Void> drained;

    private NodeProcess(Process process, Path data, String url, CompletableFuture<Void> drained) {
        this.process = process;
        this.data = data;
        this.url = url;
        this.drained = drained;
    }

    static NodeProcess start(Path data, String... sets) throws IOException {
        List<String> options = new ArrayList<>();
        for (String set : sets) {
            options.addAll(List.of("--set", set));
        }
        return launch(List.of(), data, options);
    }

    static NodeProcess configured(Path data, Path config) throws IOException {
        return launch(List.of(), data, List.of("--config", config.toString()));
    }

    /** By another program, which may take rights away before. */
    static NodeProcess startedBy(List<String> program, Path data, Database database) throws IOException {
        return launch(
                program,
                data,
                List.of(
                        "--set",
                        "ferry.database.url=" + database.url(),
                        "--set",
                        "ferry.database.user=" + database.user(),
                        "--set",
                        "ferry.database.password=" + database.password()));
    }

    private static NodeProcess launch(List<String> program, Path data, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(FerryCommand.java());
        command.addAll(List.of(
                "up",
                "--data",
                data.toString(),
                "--set",
                "ferry.http.port=0",
                "--set",
                "ferry.wsman.port=0",
                "--set",
                "ferry.wsman.tls-port=0",
                "--set",
                "ferry.cimxml.port=0",
                "--set",
                "ferry.cimxml.tls-port=0"));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        CompletableFuture<Void> drained = new CompletableFuture<>();
        // A thread of its own: the common pool has as many as there are processors, and others need them.
        Thread.ofPlatform().daemon().name("node-output").start(() -> {
            read(process, ready);
            drained.complete(null);
        });
        try {
            String line = ready.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return new NodeProcess(process, data, line.split(" ", -1)[1], drained);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the node in " + data + " did not become ready: " + e.getMessage(), e);
        }
    }

    private static void read(Process process, CompletableFuture<String> ready) {
        StringBuilder all = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                if (line.startsWith("ready ")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            all.append(e);
        }
        ready.completeExceptionally(new IOException("it ended first:\n" + all));
    }

    Path data() {
        return data;
    }

    Path volume() {
        return data.resolve("volumes/local");
    }

    Environment environment() {
        return environment("admin", null);
    }

    Environment environment(String user, String password) {
        Environment here = Environment.ofProcess();
        Map<String, String> variables = new HashMap<>();
        variables.put("FERRY_URL", url);
        variables.put("FERRY_DATA", data.toString());
        variables.put("FERRY_USER", user);
        if (password != null) {
            variables.put("FERRY_PASSWORD", password);
        }
        return new Environment(
                variables, here.out(), here.err(), false, data, here.prompt(), here.zone(), here.clock(), here.pause());
    }

    FerryClient client() {
        return new FerryClient(NodeAccess.of(environment()));
    }

    /** SIGKILL: nothing is told to anyone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it stops in order. */
    int stop() {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the node did not end");
            }
            drained.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node did not end", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
