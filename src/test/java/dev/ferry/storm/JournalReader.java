package dev.ferry.storm;

import dev.ferry.journal.EventSerializer;
import dev.ferry.rig.ClusterProcess;
import java.io.NotSerializableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All events of the product, in the order in which they were written. */
final class JournalReader {
    private JournalReader() {}

    static List<JournalRow> read(ClusterProcess cluster) {
        EventSerializer serializer = new EventSerializer();
        List<JournalRow> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        cluster.database().url(),
                        cluster.database().user(),
                        cluster.database().password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select persistence_id, sequence_number, write_timestamp, event_ser_manifest, event_payload
                        from event_journal where event_ser_id = %d and not deleted
                        order by ordering""".formatted(serializer.identifier()))) {
            while (row.next()) {
                rows.add(new JournalRow(
                        row.getString(1),
                        row.getLong(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        serializer.fromBinary(row.getBytes(5), row.getString(4))));
            }
            return rows;
        } catch (SQLException | NotSerializableException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }
}
