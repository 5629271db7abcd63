package dev.ferry.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * Fills the lists with copies of one system that was defined. They are known to the lists only: that is all that reads look at, and
 * ten thousand definitions would take longer than everything that is measured.
 */
final class ManySystems {
    static final String PATTERN = "pattern";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String COPIES = """
            insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, version, ordering, body)
            select new.id, 1, new.name, new.name, old.state, old.node, old.volumes, false, 1, old.ordering + new.number,
              jsonb_set(jsonb_set(old.body, '{id}', to_jsonb(new.id)), '{settings,name}', to_jsonb(new.name))
            from system_view old, (select number, 'vm-' || lpad(number::text, 5, '0') as name,
                upper(md5(number::text)::uuid::text) as id from generate_series(1, ?) number) new
            where old.name = ?
            on conflict (id) do nothing
            """;

    private ManySystems() {}

    /** {@code vm-00001} and so on; those that are there stay. */
    static void copy(Connection connection, int count) throws SQLException {
        try (PreparedStatement copies = connection.prepareStatement(COPIES)) {
            copies.setInt(1, count);
            copies.setString(2, PATTERN);
            copies.executeUpdate();
        }
        try (Statement analyze = connection.createStatement()) {
            analyze.execute("analyze system_view");
        }
    }

    static String name(int number) {
        return "vm-%05d".formatted(number);
    }

    /** The same as the statement above makes. */
    static String id(int number) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new UUID(bytes.getLong(), bytes.getLong()).toString().toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Through the product, with a disk of a megabyte in the volume; all others are copies of it. */
    static void definePattern(String url, String user, String password, Path volume) throws IOException {
        Path disk = volume.resolve("disks/pattern.raw");
        Files.createDirectories(disk.getParent());
        Files.write(disk, new byte[1 << 20]);
        ObjectNode body = RestClient.object().put("name", PATTERN).put("memoryBytes", 64L << 20);
        body.putArray("disks").add("disks/pattern.raw");
        try (RestClient client = new RestClient(user, password)) {
            Reply reply = client.post(url, "/systems", "figures", body, LIMIT);
            if (!reply.isOk()) {
                throw new IOException("the pattern was not defined: " + reply);
            }
        }
    }
}
