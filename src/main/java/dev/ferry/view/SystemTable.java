package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.volume.VolumePath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes {@code system_view} and {@code system_file}. */
final class SystemTable implements ViewTable<VirtualSystem, SystemEvent, SystemRow> {
    static final String ABSENT = "Absent";

    private static final String UPSERT = """
            insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, job, due_at, version,
              ordering, body)
            values (?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (id) do update set
              (incarnation, name, name_folded, state, node, volumes, planned, job, due_at, version, ordering, body,
               updated_at) =
              (excluded.incarnation, excluded.name, excluded.name_folded, excluded.state, excluded.node, excluded.volumes,
               excluded.planned, excluded.job, excluded.due_at, excluded.version, excluded.ordering, excluded.body, now())
            """;

    @Override
    public VirtualSystem empty() {
        return VirtualSystem.neverLived();
    }

    @Override
    public VirtualSystem on(VirtualSystem state, SystemEvent event) {
        return state.on(event);
    }

    @Override
    public Optional<Stored<VirtualSystem>> lock(Connection connection, String id) throws SQLException {
        return Sql.list(
                        connection,
                        "select body, version, ordering from system_view where id = ? for update",
                        List.of(id),
                        row -> new Stored<>(
                                ViewFormat.read(row.getString(1), VirtualSystem.class), row.getLong(2), row.getLong(3)))
                .stream()
                .findFirst();
    }

    /** An id that is not alive keeps its row: who waits for the removal must see the version that removed it. */
    @Override
    public SystemRow store(Connection connection, String id, Stored<VirtualSystem> stored) throws SQLException {
        SystemRow row = new SystemRow(new SystemId(id), stored.state(), stored.version());
        boolean planned = row.state() instanceof VirtualSystem.Planned || row.state() instanceof VirtualSystem.Drafted;
        Sql.change(
                connection,
                UPSERT,
                Arrays.asList(
                        id,
                        row.state().incarnation(),
                        Sql.column(row.name()),
                        row.key().nameFolded(),
                        state(row.state()),
                        node(row.state()),
                        volumes(row.state()),
                        planned,
                        row.state()
                                .held()
                                .map(r -> r.order().id())
                                .map(JobId::value)
                                .orElse(null),
                        dueAt(row.state()),
                        stored.version(),
                        stored.ordering(),
                        ViewFormat.write(row.state())));
        storeFiles(connection, id, files(row.state()));
        return row;
    }

    private static void storeFiles(Connection connection, String id, Set<VolumePath> files) throws SQLException {
        Sql.change(connection, "delete from system_file where system = ?", List.of(id));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into system_file(system, volume, path) values (?, ?, ?)")) {
            for (VolumePath file : files) {
                insert.setString(1, id);
                insert.setString(2, Sql.storable(file.volumeKey()));
                insert.setString(3, Sql.storable(file.path()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String state(VirtualSystem system) {
        return switch (system) {
            case VirtualSystem.Absent _ -> ABSENT;
            case VirtualSystem.Planned _, VirtualSystem.Drafted _ -> SystemFilter.PLANNED;
            case VirtualSystem.Realized realized -> realized.state().word();
        };
    }

    private static String node(VirtualSystem system) {
        return switch (system) {
            case VirtualSystem.Absent _, VirtualSystem.Planned _ -> "";
            case VirtualSystem.Drafted drafted ->
                Sql.column(drafted.planned().origin().node());
            case VirtualSystem.Realized realized ->
                Sql.column(realized.placement().node());
        };
    }

    /** When a planned system goes, unless a job holds it then; null for all others. */
    private static Instant dueAt(VirtualSystem system) {
        return system instanceof VirtualSystem.Drafted drafted
                ? drafted.planned().keeping().until()
                : null;
    }

    private static String[] volumes(VirtualSystem system) {
        return system instanceof VirtualSystem.Realized realized
                ? Region.array(List.copyOf(Ownership.volumesOf(realized)))
                : new String[0];
    }

    private static Set<VolumePath> files(VirtualSystem system) {
        if (!(system instanceof VirtualSystem.Realized realized)) {
            return Set.of();
        }
        Set<VolumePath> files = new LinkedHashSet<>();
        files.add(realized.placement().definition());
        realized.snapshots().forEach(snapshot -> files.add(snapshot.definition()));
        Stream.concat(
                        Stream.of(realized.settings()),
                        realized.snapshots().stream().map(snapshot -> snapshot.settings()))
                .flatMap(settings -> settings.drives().stream())
                .map(Drive::file)
                .forEach(files::add);
        files.removeIf(Objects::isNull);
        return files;
    }
}
