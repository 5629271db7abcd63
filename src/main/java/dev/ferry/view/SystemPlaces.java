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

    /** Realized systems of one home that are on the same volumes, and how many they are. */
    public record Place(String home, List<String> volumeKeys, long count) {
        public Place {
            volumeKeys = List.copyOf(volumeKeys);
        }
    }

    private final DataSource source;

    public SystemPlaces(DataSource source) {
        this.source = source;
    }

    public List<Place> places() {
        return Sql.list(
                source,
                "select node, volumes, count(*) from system_view where " + REAL + " group by node, volumes",
                List.of(),
                row -> new Place(row.getString(1), texts(row, 2), row.getLong(3)));
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
