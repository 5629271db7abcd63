package dev.ferry.storm;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A storm as data: see {@code loadtest/storm.conf}, where each setting is explained.
 *
 * @param faults each as often as its weight says
 */
record Scenario(
        int nodes,
        int jobs,
        int clients,
        int systemsPerClient,
        int leastMebibytes,
        int mostMebibytes,
        int rivalPairs,
        Duration faultEvery,
        List<Fault> faults,
        Duration limit) {

    static Scenario read(Path file) {
        return of(ConfigFactory.parseFile(file.toFile()).resolve().getConfig("storm"));
    }

    static Scenario of(Config config) {
        List<Fault> faults = new ArrayList<>();
        Config weights = config.getConfig("faults");
        for (String word : weights.root().keySet()) {
            for (int i = 0; i < weights.getInt(word); i++) {
                faults.add(Fault.of(word));
            }
        }
        faults.sort(null);
        return new Scenario(
                config.getInt("nodes"),
                config.getInt("jobs"),
                config.getInt("clients"),
                config.getInt("systems-per-client"),
                config.getInt("disk-mebibytes.least"),
                config.getInt("disk-mebibytes.most"),
                config.getInt("rival-pairs"),
                config.getDuration("fault-every"),
                faults,
                config.getDuration("limit"));
    }

    int mebibytes(RandomGenerator random) {
        return random.nextInt(leastMebibytes, mostMebibytes + 1);
    }
}
