package dev.ferry.journey;

import dev.ferry.cli.Environment;
import dev.ferry.cli.FerryClient;
import dev.ferry.cli.NodeAccess;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ferry cluster} as a process of its own. */
final class ClusterProcess implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 240;
    private static final Pattern NODE = Pattern.compile("node (\\S+) url=(\\S+) pid=(\\d+) wsman=(\\d+) cimxml=(\\d+)");

    /** A node as the command has told of it. */
    record Told(String name, String url, long pid) {}

    private final Process process;
    private final Path data;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Map<String, Told> nodes = new HashMap<>();

    private ClusterProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
        Thread.ofPlatform().daemon().name("cluster-output").start(this::read);
    }

    /** Returns when all nodes serve. */
    static ClusterProcess start(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(FerryCommand.java());
        command.addAll(List.of("cluster", "--data", data.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ClusterProcess cluster = new ClusterProcess(process, data);
        try {
            while (!cluster.nextLine().equals("ready")) {
                // A node's line, noted by nextLine.
            }
            return cluster;
        } catch (IllegalStateException e) {
            process.destroy();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    private String nextLine() {
        try {
            String line = lines.poll(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("the cluster says nothing more; it told of " + nodes);
            }
            Matcher matcher = NODE.matcher(line);
            if (matcher.matches()) {
                nodes.put(
                        matcher.group(1),
                        new Told(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3))));
            } else if (!line.equals("ready")) {
                throw new IllegalStateException("not a line that scripts know: " + line);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<String, Told> nodes() {
        return Map.copyOf(nodes);
    }

    Path data() {
        return data;
    }

    FerryClient client(String node) {
        Environment here = Environment.ofProcess();
        Map<String, String> variables =
                Map.of("FERRY_URL", nodes.get(node).url(), "FERRY_DATA", data.toString(), "FERRY_USER", "admin");
        return new FerryClient(NodeAccess.of(new Environment(
                variables,
                here.out(),
                here.err(),
                false,
                data,
                here.prompt(),
                here.zone(),
                here.clock(),
                here.pause())));
    }

    /** SIGKILL, and the line that tells where it is again. */
    Told killAndAwaitAgain(String node) {
        ProcessHandle.of(nodes.get(node).pid()).orElseThrow().destroyForcibly();
        String line = nextLine();
        if (!line.startsWith("node " + node + " ")) {
            throw new IllegalStateException("another node came back: " + line);
        }
        return nodes.get(node);
    }

    /** SIGTERM; answers the exit code. */
    int stop() {
        process.destroy();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the cluster did not stop");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
