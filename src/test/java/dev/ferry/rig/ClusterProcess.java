package dev.ferry.rig;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.journal.database.RigDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster of real processes: nodes as a user would start them ({@code ferry up} with seeds), a real PostgreSQL beside them, and
 * a network between. The volume {@code csv1} is shared by all; {@code local} is each node's own.
 */
public final class ClusterProcess implements AutoCloseable {
    public static final String USER = "admin";
    static final String PASSWORD = "password of the rig";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Path data;
    private final Net net;
    private final RigDatabase database;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Thread atExit = new Thread(this::endAll, "rig-end");

    private ClusterProcess(Path data, Net net, RigDatabase database) {
        this.data = data;
        this.net = net;
        this.database = database;
    }

    /** Returns when all nodes serve. */
    public static ClusterProcess start(Path data, int nodes, Net net) {
        ClusterProcess cluster = new ClusterProcess(data, net, RigDatabase.start(data.resolve("postgresql")));
        Runtime.getRuntime().addShutdownHook(cluster.atExit);
        try {
            for (int number = 1; number <= nodes; number++) {
                cluster.nodes.add(cluster.define(number, nodes));
            }
            // The first founds the cluster and makes the shared volume; then the others come all at once.
            cluster.nodes.getFirst().start();
            cluster.nodes.getFirst().awaitReady(START_LIMIT);
            cluster.makeSharedVolume();
            cluster.nodes.forEach(ClusterNode::start);
            cluster.awaitReady(START_LIMIT);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private ClusterNode define(int number, int count) throws IOException {
        String name = "node" + number;
        Path own = Files.createDirectories(data.resolve("nodes").resolve(name));
        int http = net.host(number).equals(net.databaseHost()) ? Ports.free() : 8420;
        Path config = own.resolve("node.conf");
        Files.writeString(config, configuration(number, count, own, http));
        List<String> command = new ArrayList<>(net.prefix(number));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(classes());
        command.addAll(List.of("dev.ferry.Main", "up", "--stop-at-eof", "--config", config.toString()));
        return new ClusterNode(
                name,
                "http://" + net.host(number) + ":" + http,
                command,
                own.resolve("output.log"),
                pid -> net.started(number, pid));
    }

    /** With the launcher's flags, and what the JVM noted when the launcher built, nodes start in half the time. */
    private static List<String> classes() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Path noted = target.resolve("ferry.aot");
        Path jar = target.resolve("ferry.jar");
        boolean fits = Boolean.getBoolean("ferry.built")
                && Files.exists(jar)
                && Files.exists(noted)
                && Files.getLastModifiedTime(noted).compareTo(Files.getLastModifiedTime(jar)) > 0;
        return fits
                ? List.of(
                        "-XX:AOTCache=" + noted,
                        "-XX:Tier4InvocationThreshold=500000",
                        "-XX:Tier4MinInvocationThreshold=200000",
                        "-XX:Tier4CompileThreshold=1000000",
                        "-XX:Tier4BackEdgeThreshold=1000000",
                        "-cp",
                        jar + ":" + target.resolve("lib") + "/*")
                : List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"));
    }

    private String configuration(int number, int count, Path own, int http) {
        String seeds = IntStream.rangeClosed(1, count)
                .mapToObj(node -> "\"" + net.host(node) + ":" + net.remotePort(node) + "\"")
                .collect(Collectors.joining(", "));
        return """
                ferry {
                  node { name = "node%d", data = "%s" }
                  http { host = "%s", port = %d }
                  wsman { port = 0, tls-port = 0 }
                  cimxml { port = 0, tls-port = 0 }
                  remote { host = "%s", port = %d }
                  cluster.seeds = [%s]
                  database { url = "%s", user = "%s", password = "%s" }
                  volumes = [
                    { name = csv1, path = "%s", shared = true, aliases = ["C:\\\\ClusterStorage\\\\Volume1"] }
                    { name = local, path = "%s/volumes/local", shared = false, aliases = ["C:\\\\Ferry"] }
                  ]
                }
                %s
                """.formatted(
                        number,
                        own,
                        net.host(number),
                        http,
                        net.host(number),
                        net.remotePort(number),
                        seeds,
                        database.url(net.databaseHost(), net.databasePort(database.port())),
                        database.user(),
                        database.password(),
                        sharedVolume(),
                        own,
                        net.settings(number));
    }

    private void makeSharedVolume() throws IOException {
        ObjectNode body = RestClient.object()
                .put("path", sharedVolume().toString())
                .put("name", "csv1")
                .put("shared", true);
        body.putArray("aliases").add("C:\\ClusterStorage\\Volume1");
        try (RestClient client = client()) {
            Reply reply = client.post(nodes.getFirst().url(), "/volumes", "", body, START_LIMIT);
            if (!reply.isOk()) {
                throw new IOException("the shared volume was not made: " + reply);
            }
        }
    }

    public Path sharedVolume() {
        return data.resolve("volumes/csv1");
    }

    /** Where each volume's files are, by the volume's key. */
    public Map<String, Path> volumes() {
        Map<String, Path> all = nodes.stream()
                .collect(Collectors.toMap(
                        node -> "local@" + node.name(),
                        node -> data.resolve("nodes").resolve(node.name()).resolve("volumes/local")));
        all.put("csv1", sharedVolume());
        return all;
    }

    public Path data() {
        return data;
    }

    public Net net() {
        return net;
    }

    public RigDatabase database() {
        return database;
    }

    public List<ClusterNode> nodes() {
        return List.copyOf(nodes);
    }

    public ClusterNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node '" + name + "'"));
    }

    /** Its number in the network. */
    public int number(ClusterNode node) {
        return nodes.indexOf(node) + 1;
    }

    public RestClient client() {
        return new RestClient(USER, PASSWORD);
    }

    /** Those that can answer. */
    public List<ClusterNode> serving() {
        return nodes.stream()
                .filter(node -> node.isReady() && node.isAlive() && !node.isFrozen())
                .toList();
    }

    /** The oldest member: shards' coordinator and singletons are there. */
    public Optional<ClusterNode> oldest() {
        return serving().stream().min(Comparator.comparing(ClusterNode::readySince));
    }

    public void awaitReady(Duration limit) {
        nodes.forEach(node -> node.awaitReady(limit));
    }

    /** Everything that a fault took away is there again. */
    public void mend() {
        net.heal();
        if (!database.isRunning()) {
            database.start();
        }
        nodes.forEach(node -> {
            if (node.isAlive()) {
                node.thaw();
            } else {
                node.start();
            }
        });
    }

    private void endAll() {
        nodes.forEach(ClusterNode::kill);
        database.close();
        net.close();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        nodes.forEach(ClusterNode::kill);
        nodes.forEach(ClusterNode::awaitEnd);
        database.close();
        net.close();
    }
}
