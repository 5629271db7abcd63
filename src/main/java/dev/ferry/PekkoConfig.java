package dev.ferry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.cluster.ArteryTls;
import dev.ferry.cluster.TlsFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pekko's settings, with what follows from ours put in. */
final class PekkoConfig {
    /** The version of this build; of one that is not in a jar nobody knows it. */
    static final String VERSION = Optional.ofNullable(
                    PekkoConfig.class.getPackage().getImplementationVersion())
            .orElse("development");

    /** Who opens connections of their own. */
    private static final List<String> WHO_CONNECTS =
            List.of("pekko-persistence-jdbc.shared-databases.slick.db", "ferry.split-brain-lease.database");

    private PekkoConfig() {}

    static Config of(Settings settings, String url, String user, String password, Optional<TlsFiles> tls) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(
                "pekko.cluster.roles",
                settings.node().roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        ours.put("pekko.cluster.app-version", VERSION);
        if (settings.cluster().hasSeeds()) {
            ours.put("pekko.cluster.split-brain-resolver.active-strategy", "lease-majority");
        }
        tls.ifPresent(files -> ours.putAll(ArteryTls.config(files)));
        for (String path : WHO_CONNECTS) {
            ours.put(path, Map.of("url", url, "user", user, "password", password));
        }
        return ConfigFactory.parseMap(ours)
                .withFallback(ConfigFactory.parseResources("ferry-journal.conf"))
                .withFallback(settings.config())
                .resolve();
    }
}
