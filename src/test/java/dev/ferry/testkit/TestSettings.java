package dev.ferry.testkit;

import dev.ferry.Settings;
import dev.ferry.journal.database.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a node that a test starts: on its own data, and on ports that are free. */
public final class TestSettings {
    private TestSettings() {}

    public static Settings of(Path data) {
        return of(data, Map.of());
    }

    public static Settings of(Path data, Map<String, String> more) {
        return of(null, data, more);
    }

    /** With a database that others of this process share the server of. */
    public static Map<String, String> database(Database database) {
        return Map.of(
                "ferry.database.url", database.url(),
                "ferry.database.user", database.user(),
                "ferry.database.password", database.password());
    }

    /** {@code file} may be null. */
    public static Settings of(Path file, Path data, Map<String, String> more) {
        Map<String, String> sets = new HashMap<>(Map.of(
                "ferry.http.port", "0",
                "ferry.wsman.port", "0",
                "ferry.wsman.tls-port", "0",
                "ferry.cimxml.port", "0",
                "ferry.cimxml.tls-port", "0",
                "ferry.node.name", "node1"));
        sets.putAll(more);
        return Settings.load(file, sets, data);
    }
}
