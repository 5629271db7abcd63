package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.model.node.LeaseRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SettingsTest {
    private static final Path DATA = Path.of("/srv/ferry data");
    private static final LeaseRules LEASE =
            new LeaseRules(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    Path folder;

    @Test
    void haveDefaultsForOneNode() {
        Settings settings = Settings.load(null, Map.of(), DATA);
        assertEquals(
                new Settings.Node("node1", DATA, Set.of(Settings.Role.STORAGE, Settings.Role.API)), settings.node());
        assertEquals(
                new Settings.Http(
                        "127.0.0.1",
                        8420,
                        new Settings.Doors(
                                new Settings.Door("127.0.0.1", 5985, 5986),
                                new Settings.Door("127.0.0.1", 5988, 5989),
                                "",
                                "")),
                settings.http());
        assertTrue(settings.database().embedded());
        assertEquals(8, settings.database().poolSize());
        assertEquals(
                List.of(new Settings.Volume("local", DATA.resolve("volumes/local"), false, true, List.of("C:\\Ferry"))),
                settings.volumes());
        assertEquals(
                new Settings.Hosting(Settings.Hypervisor.NONE, List.of("Default Switch"), "systems"),
                settings.hosting());
        assertEquals(new Settings.Owner(0640, 0750, "", ""), settings.owner());
        assertEquals(
                new Settings.Transfer(
                        500, 50, new Settings.DataPort("127.0.0.1", 0, 16, 4 << 20, Duration.ofSeconds(30))),
                settings.transfer());
        assertEquals(
                new Settings.Jobs(Duration.ofHours(24), Duration.ofDays(90), 2, Duration.ofMinutes(5)),
                settings.jobs());
        assertEquals(
                new Settings.Cluster(List.of(), "127.0.0.1", 0, new Settings.Tls("", "", ""), 30, LEASE),
                settings.cluster());
    }

    @Test
    void areAllReadAndAllDocumented() {
        Config reference = ConfigFactory.defaultReference();
        var reader = new SettingsReader(reference.getConfig("ferry"), "ferry.");
        Settings.read(reader, reference);
        assertEquals(documented(), new TreeSet<>(reader.read()));
    }

    @Test
    void areAllInTheOperatorsExample() throws IOException {
        String example = Files.readAllLines(Path.of("conf/single.conf")).stream()
                .map(line -> line.replaceFirst("^  # (?=[a-z.-]+ = |  \\{|])", "  "))
                .collect(Collectors.joining("\n"));
        assertEquals(
                "ferry", Settings.load(file(example), Map.of(), DATA).database().user());
        assertEquals(documented(), keys(ConfigFactory.parseString(example)));
    }

    @Test
    void takeTheCommandLineBeforeTheFileBeforeTheDefaults() throws IOException {
        Path file = file("""
                ferry.http.port = 1
                ferry.node.name = from-file
                ferry.volumes = [{ name = csv1, path = /srv/csv1, shared = true }]
                """);
        Settings settings = Settings.load(file, Map.of("ferry.http.port", "0"), null);
        assertEquals(0, settings.http().port());
        assertEquals("from-file", settings.node().name());
        assertEquals(
                List.of(new Settings.Volume("csv1", Path.of("/srv/csv1"), true, true, List.of())), settings.volumes());
    }

    @Test
    void takeAUrlOnTheCommandLineAsItIs() {
        String url = "jdbc:postgresql://db:5432/ferry?a=b";
        Settings settings =
                Settings.load(null, Map.of("ferry.database.url", url, "ferry.networks", "[\"a\", \"b//c\"]"), DATA);
        assertEquals(url, settings.database().url());
        assertEquals(List.of("a", "b//c"), settings.hosting().networks());
    }

    @Test
    void refuseUnknownKeysByName() throws IOException {
        assertRefused(Map.of("ferry.http.prot", "1"), "ferry.http.prot");
        assertRefused(Map.of("fery.http.port", "1"), "fery.http.port");
        assertRefused(Map.of("ferry.volumes", "[{name=a, path=/a, share=true}]"), "ferry.volumes[0].share");
        Path file = file("ferry.jobs.wait-limits = 1h");
        var refusal = assertThrows(Settings.Invalid.class, () -> Settings.load(file, Map.of(), DATA));
        assertTrue(refusal.getMessage().contains("ferry.jobs.wait-limits"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(file.getFileName().toString()), refusal.getMessage());
    }

    @Test
    void refuseInvalidValuesByName() {
        assertRefused(Map.of("ferry.http.port", "65536"), "ferry.http.port");
        assertRefused(Map.of("ferry.http.port", "many"), "ferry.http.port");
        assertRefused(Map.of("ferry.lease.renew-every", "4s"), "ferry.lease.renew-every");
        assertRefused(Map.of("ferry.volumes", "[{name=a, path=/a, locks=some}]"), "ferry.volumes[0].locks");
        assertRefused(Map.of("ferry.node.name", "a b"), "ferry.node.name");
        assertRefused(Map.of("ferry.hypervisor", "xen"), "ferry.hypervisor");
        assertRefused(Map.of("ferry.owner.file-mode", "0648"), "ferry.owner.file-mode");
        assertRefused(Map.of("ferry.jobs.wait-limit", "soon"), "ferry.jobs.wait-limit");
        assertRefused(Map.of("ferry.jobs.wait-limit", "0s"), "ferry.jobs.wait-limit");
        assertRefused(Map.of("ferry.database.url", "jdbc:h2:mem"), "ferry.database.url");
        assertRefused(Map.of("ferry.volumes", "[]"), "ferry.volumes");
        assertRefused(Map.of("ferry.volumes", "[{name=a, path=/a},{name=a, path=/b}]"), "ferry.volumes");
        assertRefused(Map.of("ferry.volumes", "[{name=a}]"), "ferry.volumes[0].path");
        assertRefused(Map.of("ferry.systems.directory", "../x"), "ferry.systems.directory");
    }

    @Test
    void takeSeedsAsAListOrWithCommas() {
        Map<String, String> database = Map.of("ferry.database.url", "jdbc:postgresql://db/ferry");
        for (String seeds : List.of("[\"a-0.a:25520\", \"10.0.0.2:25520\"]", "a-0.a:25520, 10.0.0.2:25520")) {
            Map<String, String> sets = new HashMap<>(database);
            sets.put("ferry.cluster.seeds", seeds);
            sets.put("ferry.node.roles", "[storage]");
            Settings settings = Settings.load(null, sets, DATA);
            assertEquals(
                    List.of("a-0.a:25520", "10.0.0.2:25520"), settings.cluster().seeds());
            assertFalse(settings.node().is(Settings.Role.API));
            Config pekko = settings.pekko("jdbc:postgresql://db/ferry", "u", "p");
            assertEquals("lease-majority", pekko.getString("pekko.cluster.split-brain-resolver.active-strategy"));
            assertEquals(List.of("storage"), pekko.getStringList("pekko.cluster.roles"));
            assertEquals("u", pekko.getString("ferry.split-brain-lease.database.user"));
        }
    }

    @Test
    void refuseAClusterWithoutASharedDatabaseAndHalfOfACertificate() {
        assertRefused(Map.of("ferry.cluster.seeds", "a:25520"), "ferry.database.url");
        assertRefused(Map.of("ferry.cluster.seeds", "a"), "ferry.cluster.seeds");
        assertRefused(Map.of("ferry.node.roles", "[]"), "ferry.node.roles");
        assertRefused(Map.of("ferry.node.roles", "[king]"), "ferry.node.roles");
        assertRefused(Map.of("ferry.remote.tls.key-file", "/k"), "ferry.remote.tls");
        assertRefused(Map.of("ferry.doors.tls.key-file", "/k"), "ferry.doors.tls");
    }

    @Test
    void loadTheOperatorsExamplesOfClusters() {
        Settings cluster = Settings.load(Path.of("conf/cluster.conf"), Map.of(), null);
        assertTrue(cluster.cluster().hasSeeds());
        assertTrue(cluster.volumes().getFirst().shared());
        Settings production = Settings.load(Path.of("conf/production.conf"), Map.of(), null);
        assertEquals(3, production.cluster().seeds().size());
        assertTrue(production.database().url().contains("targetServerType=primary"));
        assertFalse(production.cluster().tls().isOwn());
    }

    @Test
    void reachPekko() {
        Settings settings = Settings.load(null, Map.of("ferry.remote.port", "25520"), DATA);
        Config pekko = settings.pekko("jdbc:postgresql://127.0.0.1:1/x", "u", "p$\"");
        String pool = "pekko-persistence-jdbc.shared-databases.slick.db.";
        assertEquals("p$\"", pekko.getString(pool + "password"));
        assertEquals(8, pekko.getInt(pool + "maxConnections"));
        assertEquals(25520, pekko.getInt("pekko.remote.artery.canonical.port"));
        assertEquals(20_000, pekko.getInt("jdbc-journal.bufferSize"));
        assertEquals("dev.ferry.journal.database.AttentiveReadJournal", pekko.getString("jdbc-read-journal.dao"));
        Config gaps = pekko.getConfig("jdbc-read-journal.journal-sequence-retrieval");
        assertEquals(Duration.ofSeconds(2), gaps.getDuration("query-delay").multipliedBy(gaps.getInt("max-tries")));
        assertFalse(settings.toString().contains("p$"));
    }

    private static Set<String> documented() {
        return keys(ConfigFactory.defaultReference());
    }

    private static Set<String> keys(Config config) {
        return config.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith("ferry."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("node.conf"), text);
    }

    private static void assertRefused(Map<String, String> sets, String key) {
        var refusal = assertThrows(Settings.Invalid.class, () -> Settings.load(null, sets, DATA));
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
    }
}
