package dev.ferry.view;

import java.util.List;

/**
 * Systems of one home and the same volumes. With {@code rivals} only those for which the owner weighs more than each of them,
 * as {@code Ownership} weighs; without, all.
 */
public record Region(String home, List<String> volumeKeys, String owner, List<String> rivals) {
    private static final String WEIGHT = "sha256(convert_to(id || ' ' || %s, 'UTF8'))";
    private static final String OUTWEIGHS = " and " + WEIGHT.formatted("?::text") + " > all (select "
            + WEIGHT.formatted("rival") + " from unnest(?::text[]) rival)";

    /** For each system the name among {@code ?::text[]} that weighs most. */
    static final String HEAVIEST =
            "(select name from unnest(?::text[]) name order by " + WEIGHT.formatted("name") + " desc limit 1)";

    public Region {
        volumeKeys = List.copyOf(volumeKeys);
        rivals = List.copyOf(rivals);
    }

    static Region all(String home, List<String> volumeKeys) {
        return new Region(home, volumeKeys, home, List.of());
    }

    String sql() {
        return "node = ? and volumes = ?::text[]" + (rivals.isEmpty() ? "" : OUTWEIGHS);
    }

    void bindTo(List<Object> values) {
        values.add(Sql.storable(home));
        values.add(array(volumeKeys));
        if (!rivals.isEmpty()) {
            values.add(owner);
            values.add(array(rivals));
        }
    }

    static String[] array(List<String> texts) {
        return texts.stream().map(Sql::storable).toArray(String[]::new);
    }
}
