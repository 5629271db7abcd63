package dev.ferry.view;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What was decided at the cluster's first start and holds for all that follow. */
public final class Meta {
    public static final String CLUSTER_ID = "cluster-id";
    /** By which all nodes know the texts that any of them gave away. */
    public static final String SEAL_KEY = "seal-key";

    public static final String NUMBER_OF_SHARDS = "number-of-shards";

    private final DataSource source;

    public Meta(DataSource source) {
        this.source = source;
    }

    public Optional<String> get(String key) {
        return Sql.first(source, "select value from ferry_meta where key = ?", List.of(key), row -> row.getString(1));
    }

    /** The value that holds from now on: this one, or the one that was there first. */
    public String putIfAbsent(String key, String value) {
        Sql.change(
                source,
                "insert into ferry_meta(key, value) values (?, ?) on conflict (key) do nothing",
                List.of(key, value));
        return get(key).orElseThrow(() -> new IllegalStateException("ferry_meta has lost its '" + key + "'"));
    }

    /** Records the value at the first start; at a later one, tells why this start is refused when it is another. */
    public Optional<String> requireSame(String key, String value) {
        String first = putIfAbsent(key, value);
        return first.equals(value)
                ? Optional.empty()
                : Optional.of("this cluster was first started with " + key + " " + first + ", and this node has "
                        + value + "; set it to " + first + " again, or start a new cluster with a database of its own");
    }
}
