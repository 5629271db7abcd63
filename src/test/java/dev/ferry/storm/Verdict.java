package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the evidence when all is quiet, and has it judged. */
record Verdict(List<Violation> violations, Evidence evidence) {
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);

    static Verdict of(ClusterProcess cluster, History history, Map<String, String> origins) {
        try (RestClient client = cluster.client()) {
            // A reservation or claim may still be on its way out; what stays longer is left behind.
            Await.holds(QUIET_LIMIT, () -> {
                boolean quiet = isQuiet(listings(cluster, client));
                Await.passed(quiet ? Duration.ZERO : BETWEEN_LOOKS);
                return quiet;
            });
            Evidence evidence = new Evidence(
                    history.submits(),
                    history.sights(),
                    JournalReader.read(cluster),
                    DiskScan.of(cluster.volumes(), origins),
                    listings(cluster, client));
            return new Verdict(Checker.check(evidence), evidence);
        }
    }

    private static boolean isQuiet(Listings listings) {
        return listings.systems().stream()
                        .allMatch(system -> !system.planned() && system.job().isEmpty())
                && listings.promises().stream()
                        .allMatch(promise ->
                                promise.roomBytes() == 0 && !promise.holder().startsWith("job "));
    }

    /** A node that has just come back may keep a caller waiting. */
    private static Listings listings(ClusterProcess cluster, RestClient client) {
        return Await.present(ANSWER_LIMIT, () -> "some node lists what there is", () -> cluster.serving().stream()
                .flatMap(node -> listings(node.url(), client).stream())
                .findFirst());
    }

    private static Optional<Listings> listings(String url, RestClient client) {
        try {
            List<Listings.ListedSystem> systems = new ArrayList<>();
            for (JsonNode system : client.list(url, "/systems", READ_LIMIT)) {
                systems.add(new Listings.ListedSystem(
                        system.path("id").asText(),
                        system.path("name").asText(),
                        system.path("planned").asBoolean(),
                        system.path("job").asText("")));
            }
            List<Listings.Promise> promises = new ArrayList<>();
            for (JsonNode volume : client.list(url, "/volumes", READ_LIMIT)) {
                String name = volume.path("name").asText();
                promises.add(new Listings.Promise(
                        name, "", "", volume.path("reservedBytes").asLong()));
                volume.path("claims")
                        .forEach(claim -> promises.add(new Listings.Promise(
                                name,
                                claim.path("path").asText(),
                                claim.path("holder").asText(),
                                0)));
            }
            return Optional.of(new Listings(systems, promises));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
