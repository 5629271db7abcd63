package dev.ferry.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.Node;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.rig.Await;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** A real node with two networks and the simulated hypervisor, and the ways to it: CIM, REST, and its volume. */
final class Ground implements AutoCloseable {
    static final String ROOT = "C:\\Ferry\\";
    private static final String CONFIGURATION = """
            ferry.networks = ["lan", "wan"]
            ferry.hypervisor = simulated
            ferry.volumes = [
              { name = "local", path = ${ferry.node.data}"/volumes/local", shared = false, aliases = ["C:\\\\Ferry"] }
              { name = "spare", path = ${ferry.node.data}"/volumes/spare", shared = false, aliases = ["E:\\\\Spare"] }
            ]
            """;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final RestClient rest;
    private final Path data;
    private final Database database;

    private Ground(Node node, RestClient rest, Path data, Database database) {
        this.node = node;
        this.rest = rest;
        this.data = data;
        this.database = database;
    }

    /** With a database of its own in the server that the tests of this process share. */
    static Ground start(Path folder) throws IOException {
        Path file = folder.resolve("ferry.conf");
        Files.writeString(file, CONFIGURATION);
        Path data = folder.resolve("data");
        Database database = TestDatabase.empty();
        Node node = Node.start(TestSettings.of(file, data, TestSettings.database(database)));
        String password = Files.readString(data.resolve("admin.password")).strip();
        return new Ground(node, new RestClient("admin", password), data, database);
    }

    Database database() {
        return database;
    }

    CimClient in(Namespace namespace) {
        return CimClient.of(node.namespaces().of(namespace));
    }

    JsonNode get(String path) throws IOException {
        return ok(path, rest.get(node.url(), path, LIMIT));
    }

    List<JsonNode> list(String path) throws IOException {
        return rest.list(node.url(), path, LIMIT);
    }

    /** When each job was submitted, by its identity, as the database has it. */
    Map<String, String> submitted() throws IOException {
        Map<String, String> all = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, created_at from job_view")) {
            while (rows.next()) {
                all.put(
                        rows.getString(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant().toString());
            }
            return all;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @FunctionalInterface
    interface Told<T> {
        T look() throws Exception;
    }

    /** What was changed is in the lists a moment later, and on a slow machine several moments. */
    static <T> void becomes(T expected, Told<T> told) {
        AtomicReference<Object> last = new AtomicReference<>();
        Await.until(PATIENCE, () -> expected + " is told, but only " + last, () -> {
            last.set(seen(told));
            return expected.equals(last.get());
        });
    }

    private static Object seen(Told<?> told) {
        try {
            return told.look();
        } catch (Exception e) {
            return e;
        }
    }

    private static JsonNode ok(String path, Reply reply) throws IOException {
        if (!reply.isOk()) {
            throw new IOException(path + ": " + reply);
        }
        return reply.body();
    }

    Path volume() {
        return data.resolve("volumes/local");
    }

    /** Of bytes that no other file has, and the path by which clients of CIM know it. */
    String disk(String name) throws IOException {
        Path file = volume().resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[1 << 16];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        return path(name);
    }

    static String path(String name) {
        return ROOT + name.replace('/', '\\');
    }

    /** The volume is away until this is closed. */
    record Gone(Path marker, Path away) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.move(away, marker);
        }
    }

    Gone withoutSpareVolume() throws IOException {
        Path marker = data.resolve("volumes/spare/.ferry/volume.json");
        Gone gone = new Gone(marker, marker.resolveSibling("away"));
        Files.move(marker, gone.away());
        return gone;
    }

    @Override
    public void close() {
        rest.close();
        node.close();
        database.close();
    }
}
