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
        int http = port(number, 8420);
        int wsman = port(number, 5985);
        int cimxml = port(number, 5988);
        Path config = own.resolve("node.conf");
        Files.writeString(config, configuration(number, count, own, List.of(http, wsman, cimxml)));
        List<String> command = new ArrayList<>(net.prefix(number));
        command.addAll(FerryCommand.java());
        command.addAll(List.of("up", "--stop-at-eof", "--config", config.toString()));
        return new ClusterNode(
                name,
                new ClusterNode.Doors(url(number, http), url(number, wsman), url(number, cimxml)),
                command,
                own.resolve("output.log"),
                pid -> net.started(number, pid));
    }

    /** Nodes that share an address share its ports. */
    private int port(int number, int own) {
        return net.host(number).equals(net.databaseHost()) ? Ports.free() : own;
    }

    private String url(int number, int port) {
        return "http://" + net.host(number) + ":" + port;
    }

    private String configuration(int number, int count, Path own, List<Integer> ports) {
        String seeds = IntStream.rangeClosed(1, count)
                .mapToObj(node -> "\"" + net.host(node) + ":" + net.remotePort(node) + "\"")
                .collect(Collectors.joining(", "));
        return """
                ferry {
                  node { name = "node%d", data = "%s" }
                  http { host = "%s", port = %d }
                  wsman { host = "%s", port = %d, tls-port = 0 }
                  cimxml { host = "%s", port = %d, tls-port = 0 }
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
                        ports.get(0),
                        net.host(number),
                        ports.get(1),
                        net.host(number),
                        ports.get(2),
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
