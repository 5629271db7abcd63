package dev.ferry.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.Node;
import dev.ferry.Settings;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.rig.Ports;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster of two nodes in this process, with a database of their own and a volume that both reach: one can be
 * asked for what the other has.
 */
final class TwoNodes implements AutoCloseable {
    /** How both call the folder that they share. */
    static final String SHARED = "C:\\ClusterStorage\\Volume1\\";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<Node> nodes;
    private final Path folder;
    private final Database database;

    private TwoNodes(List<Node> nodes, Path folder, Database database) {
        this.nodes = nodes;
        this.folder = folder;
        this.database = database;
    }

    static TwoNodes start(Path folder) throws IOException {
        Database database = TestDatabase.empty();
        List<Integer> ports = List.of(Ports.free(), Ports.free());
        Node first = Node.start(settings(folder, database, 1, ports));
        makeSharedVolume(first, folder);
        return new TwoNodes(List.of(first, Node.start(settings(folder, database, 2, ports))), folder, database);
    }

    private static void makeSharedVolume(Node node, Path folder) throws IOException {
        String password =
                Files.readString(folder.resolve("node1/data/admin.password")).strip();
        ObjectNode body = RestClient.object()
                .put("path", folder.resolve("shared").toString())
                .put("name", "csv1")
                .put("shared", true);
        body.putArray("aliases").add(SHARED.substring(0, SHARED.length() - 1));
        try (RestClient client = new RestClient("admin", password)) {
            Reply reply = client.post(node.url(), "/volumes", "", body, LIMIT);
            if (!reply.isOk()) {
                throw new IOException("the shared volume was not made: " + reply);
            }
        }
    }

    private static Settings settings(Path folder, Database database, int number, List<Integer> ports)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve("node" + number));
        Path file = own.resolve("ferry.conf");
        Files.writeString(file, """
                ferry.hypervisor = simulated
                ferry.volumes = [
                  { name = "csv1", path = "%s/shared", shared = true, aliases = ["C:\\\\ClusterStorage\\\\Volume1"] }
                  { name = "local", path = ${ferry.node.data}"/volumes/local", shared = false, aliases = ["C:\\\\Ferry"] }
                ]
                """.formatted(folder));
        Map<String, String> sets = new HashMap<>(TestSettings.database(database));
        sets.put("ferry.node.name", "node" + number);
        sets.put("ferry.remote.host", "127.0.0.1");
        sets.put("ferry.remote.port", ports.get(number - 1).toString());
        sets.put("ferry.cluster.seeds", "127.0.0.1:" + ports.getFirst() + ",127.0.0.1:" + ports.getLast());
        return TestSettings.of(file, own.resolve("data"), sets);
    }

    /** Numbers begin with 1. */
    CimClient at(int number, Namespace namespace) {
        return CimClient.of(nodes.get(number - 1).namespaces().of(namespace));
    }

    Path local(int number) {
        return folder.resolve("node" + number + "/data/volumes/local");
    }

    Path shared() {
        return folder.resolve("shared");
    }

    @Override
    public void close() {
        nodes.reversed().forEach(Node::close);
        database.close();
    }
}
