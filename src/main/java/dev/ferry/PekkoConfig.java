package dev.ferry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pekko's settings, with what follows from ours put in. */
final class PekkoConfig {
    /** The version of this build; of one that is not in a jar nobody knows it. */
    static final String VERSION = Optional.ofNullable(
                    PekkoConfig.class.getPackage().getImplementationVersion())
            .orElse("development");

    private PekkoConfig() {}

    static Config of(Settings settings, String url, String user, String password) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(
                "pekko.cluster.roles",
                settings.node().roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        ours.put("pekko.cluster.app-version", VERSION);
        Map<String, String> database = Map.of("url", url, "user", user, "password", password);
        return ConfigFactory.parseMap(ours)
                .withFallback(
                        ConfigFactory.parseMap(database).atPath("pekko-persistence-jdbc.shared-databases.slick.db"))
                .withFallback(ConfigFactory.parseResources("ferry-journal.conf"))
                .withFallback(settings.config())
                .resolve();
    }
}
