package dev.ferry.view;

import dev.ferry.model.node.NodeRules.Resident;
import dev.ferry.model.node.NodeRules.Residents;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Where systems are, by home and volumes: what is needed to tell who owns how many, without a look at each. */
public final class SystemPlaces {
    private static final String REAL = "state not in ('Absent', 'Planned')";

    /** From one place to the next by its digest: not one row is looked at besides one of each. */
    private static final String DISTINCT = """
            with recursive place(digest) as (
              (select system_place(node, volumes) from system_view where %1$s order by 1 limit 1)
              union all
              select (select system_place(node, volumes) from system_view
                      where %1$s and system_place(node, volumes) > digest order by 1 limit 1)
              from place where digest is not null)
            select one.node, one.volumes from place, lateral (
              select node, volumes from system_view where %1$s and system_place(node, volumes) = digest limit 1) one
            """.formatted(REAL);

    /** Realized systems of one home that are on the same volumes. */
    public record Place(String home, List<String> volumeKeys) {
        public Place {
            volumeKeys = List.copyOf(volumeKeys);
        }
    }

    private final DataSource source;

    public SystemPlaces(DataSource source) {
        this.source = source;
    }

    public List<Place> places() {
        return Sql.list(source, DISTINCT, List.of(), SystemPlaces::place);
    }

    /** How many systems are at each; this looks at all of them. */
    public Map<Place, Long> counts() {
        Map<Place, Long> counts = new HashMap<>();
        Sql.list(
                source,
                "select node, volumes, count(*) from system_view where " + REAL + " group by node, volumes",
                List.of(),
                row -> counts.put(place(row), row.getLong(3)));
        return counts;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString(1), texts(row, 2));
    }

    /** How the systems of a place spread over these nodes, each with the one that weighs most for it. */
    public Map<String, Long> spread(Place place, List<String> nodes) {
        Region all = Region.all(place.home(), place.volumeKeys());
        List<Object> values = new ArrayList<>();
        values.add(Region.array(nodes));
        all.bindTo(values);
        Map<String, Long> counts = new HashMap<>();
        Sql.list(
                source,
                "select " + Region.HEAVIEST + " as owner, count(*) from system_view where " + REAL + " and " + all.sql()
                        + " group by 1",
                values,
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** The systems that have files on volumes which only this node has. */
    public Residents residents(String node, int most) {
        String local = "@" + node;
        List<Resident> first = new ArrayList<>();
        List<Long> totals = Sql.list(
                source,
                "select id, name, count(*) over () from system_view where " + REAL
                        + " and exists (select from unnest(volumes) key where right(key, ?) = ?)"
                        + " order by name_folded collate \"C\", id collate \"C\" limit ?",
                List.of(local.length(), local, most),
                row -> {
                    first.add(new Resident(row.getString(1), row.getString(2)));
                    return row.getLong(3);
                });
        return new Residents(first, totals.isEmpty() ? 0 : totals.getFirst());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
