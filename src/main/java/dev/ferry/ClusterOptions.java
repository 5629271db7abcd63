package dev.ferry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code ferry cluster} was asked for. */
record ClusterOptions(int nodes, Path data, boolean restart, Map<String, String> sets) {
    private static final int NODES = 3;
    /** As many as the embedded database has connections for. */
    private static final int MOST_NODES = 9;
    /** What is another for each node, or follows from there being several. */
    private static final List<String> CHOSEN = List.of(
            "ferry.node.name",
            "ferry.node.data",
            "ferry.http.host",
            "ferry.http.port",
            "ferry.wsman.",
            "ferry.cimxml.",
            "ferry.remote.host",
            "ferry.remote.port",
            "ferry.cluster.seeds",
            "ferry.database.url",
            "ferry.database.user",
            "ferry.database.password");

    static ClusterOptions parse(String[] args, Map<String, String> environment) throws Unusable {
        int nodes = NODES;
        Path data = Path.of(environment.getOrDefault("FERRY_DATA", "data"));
        boolean restart = true;
        Map<String, String> sets = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--no-restart")) {
                restart = false;
                continue;
            }
            if (i + 1 == args.length) {
                throw new Unusable("'" + option + "' wants a value, or is not an option");
            }
            String value = args[++i];
            switch (option) {
                case "--nodes" -> nodes = nodes(value);
                case "--data" -> data = Path.of(value);
                case "--set" -> put(sets, value);
                default -> throw new Unusable("'" + option + "' is not an option");
            }
        }
        return new ClusterOptions(nodes, data.toAbsolutePath().normalize(), restart, sets);
    }

    private static int nodes(String value) throws Unusable {
        try {
            int nodes = Integer.parseInt(value);
            if (nodes >= 1 && nodes <= MOST_NODES) {
                return nodes;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new Unusable("--nodes wants a number between 1 and " + MOST_NODES + ", not '" + value + "'");
    }

    private static void put(Map<String, String> sets, String value) throws Unusable {
        int equals = value.indexOf('=');
        if (equals <= 0) {
            throw new Unusable("--set wants KEY=VALUE, not '" + value + "'");
        }
        String key = value.substring(0, equals);
        if (CHOSEN.stream().anyMatch(key::startsWith)) {
            throw new Unusable("--set " + key + ": this command chooses it for each node; run nodes with 'ferry up' and"
                    + " conf/cluster.conf to choose it yourself");
        }
        sets.put(key, value.substring(equals + 1));
    }
}
