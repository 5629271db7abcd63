package dev.ferry.view;

import dev.ferry.model.Refusal;
import dev.ferry.model.node.KnownNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/** The nodes that the cluster remembers. A node is drained because its row says so, and for as long as it does. */
public final class NodeTable {
    private static final int LISTED_MAX = 1_000;

    private final DataSource source;

    public NodeTable(DataSource source) {
        this.source = source;
    }

    /** A node starts. One that was removed is a new one; one that is drained stays so. */
    public void announce(String name, String address, String version) {
        String sql = """
                insert into node(name, address, version) values (?, ?, ?)
                on conflict (name) do update set
                  (address, version, started_at, seen_at, first_seen_at, drained_at, drained_by, removed_at) =
                  (excluded.address, excluded.version, now(), now(),
                   case when node.removed_at is null then node.first_seen_at else now() end,
                   case when node.removed_at is null then node.drained_at end,
                   case when node.removed_at is null then node.drained_by end,
                   null)
                """;
        Sql.change(source, sql, List.of(name, address, version));
    }

    /** A node is still there. Asked as often as one likes, it writes every ten seconds at the most. */
    public void seen(String name) {
        Sql.change(
                source,
                "update node set seen_at = now()"
                        + " where name = ? and removed_at is null and seen_at < now() - interval '10 s'",
                List.of(name));
    }

    public List<KnownNode> list() {
        return Sql.list(
                source,
                "select name, address, version, started_at, seen_at, drained_at, drained_by from node"
                        + " where removed_at is null order by name limit ?",
                List.of(LISTED_MAX),
                NodeTable::node);
    }

    /** {@code decide} is given the names of all drained nodes, and of two that drain at once the second sees the first. */
    public Optional<Refusal> drain(String name, String by, Function<Set<String>, Optional<Refusal>> decide) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Refusal> refusal = drainLocked(connection, name, by, decide);
                connection.commit();
                return refusal;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ViewsUnavailable(e);
        }
    }

    private static Optional<Refusal> drainLocked(
            Connection connection, String name, String by, Function<Set<String>, Optional<Refusal>> decide)
            throws SQLException {
        Set<String> drained = new HashSet<>(Sql.list(
                connection,
                "select name, drained_at is not null from node where removed_at is null order by name for update",
                List.of(),
                row -> row.getBoolean(2) ? row.getString(1) : ""));
        drained.remove("");
        Optional<Refusal> refusal = decide.apply(drained);
        if (refusal.isEmpty()) {
            Sql.change(
                    connection,
                    "update node set drained_at = now(), drained_by = ?"
                            + " where name = ? and removed_at is null and drained_at is null",
                    List.of(by, name));
        }
        return refusal;
    }

    public void resume(String name) {
        Sql.change(source, "update node set drained_at = null, drained_by = null where name = ?", List.of(name));
    }

    public void remove(String name) {
        Sql.change(source, "update node set removed_at = now() where name = ? and removed_at is null", List.of(name));
    }

    private static KnownNode node(ResultSet row) throws SQLException {
        return new KnownNode(
                row.getString("name"),
                row.getString("address"),
                row.getString("version"),
                instant(row, "started_at"),
                instant(row, "seen_at"),
                instant(row, "drained_at"),
                row.getString("drained_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
