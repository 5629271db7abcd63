package dev.ferry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --dry-run} of the commands that change something. */
final class DryRun {
    @Option(names = "--dry-run", description = "Say what would be, and change nothing.")
    private boolean asked;

    boolean isAsked() {
        return asked;
    }

    Map<String, String> query() {
        return asked ? Map.of("dryRun", "true") : Map.of();
    }

    Map<String, String> query(String name, String value) {
        Map<String, String> query = new LinkedHashMap<>(query());
        query.put(name, value);
        return query;
    }
}
