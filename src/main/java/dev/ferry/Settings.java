package dev.ferry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.ferry.model.node.LeaseRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Every setting of Ferry, read and checked once at the start. What each is for is said in {@code reference.conf}. */
public record Settings(
        Node node,
        Http http,
        DatabaseSettings database,
        List<Volume> volumes,
        Hosting hosting,
        Owner owner,
        Transfer transfer,
        Jobs jobs,
        Cluster cluster,
        Config config) {
    private static final String OURS = "ferry";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String NAME_RULE = "it must be 1 to 63 letters, digits, dots, dashes or underscores";
    private static final Pattern NOT_EMPTY = Pattern.compile("(?s).*\\S.*");
    private static final Pattern JDBC_URL = Pattern.compile("|jdbc:postgresql:.+");
    private static final Pattern SEED = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[1-9][0-9]{0,4}");
    private static final Duration YEARS = Duration.ofDays(3650);

    /** What a node does for the cluster. Entities may live on any node. */
    public enum Role {
        /** It has hands: volumes, and workers that copy. */
        STORAGE,
        /** It opens doors. */
        API
    }

    public record Node(String name, Path data, Set<Role> roles) {
        public Node {
            roles = Set.copyOf(roles);
        }

        public boolean is(Role role) {
            return roles.contains(role);
        }
    }

    public record Http(String host, int port, Doors doors) {}

    /** Where a door of CIM listens; a port of 0 is any that is free. */
    public record Door(String host, int port, int tlsPort) {}

    /** The doors of CIM, and what they show to visitors who come with TLS; empty files: a certificate of our own. */
    public record Doors(Door wsman, Door cimxml, String keyFile, String certificateFile) {
        public boolean isOwn() {
            return keyFile.isEmpty();
        }
    }

    /** An empty url means a server of our own. */
    public record DatabaseSettings(String url, String user, String password, int poolSize) {
        public boolean embedded() {
            return url.isEmpty();
        }

        @Override
        public String toString() {
            return embedded() ? "embedded" : "external, user " + user;
        }
    }

    /** {@code clusterLocks}: a file lock taken on one node is seen on all that have the volume. */
    public record Volume(String name, Path path, boolean shared, boolean clusterLocks, List<String> aliases) {}

    private enum Locks {
        CLUSTER,
        NODE
    }

    public enum Hypervisor {
        NONE,
        SIMULATED
    }

    public record Hosting(Hypervisor hypervisor, List<String> networks, String systemsDirectory) {}

    /** Empty user and group: those of this process. */
    public record Owner(int fileMode, int folderMode, String user, String group) {}

    /** The port on which nodes read each other's files. */
    public record DataPort(String host, int port, int connections, int windowBytes, Duration silence) {}

    public record Transfer(int maxFiles, int maxSnapshots, DataPort data) {}

    public record Jobs(Duration waitLimit, Duration retention, int parallelCopies, Duration recent) {}

    /** PEM files that an operator brings; all empty: certificates of the cluster's own. */
    public record Tls(String keyFile, String certificateFile, String caFile) {
        public boolean isOwn() {
            return keyFile.isEmpty();
        }
    }

    /** Without seeds a node is a cluster of its own. */
    public record Cluster(
            List<String> seeds, String remoteHost, int remotePort, Tls tls, int numberOfShards, LeaseRules lease) {
        public boolean hasSeeds() {
            return !seeds.isEmpty();
        }
    }

    /** What stops the start: a sentence that names the key. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }

        Invalid(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads what is on the class path, the operator's file, and what the command line gave, each on top of the one before.
     *
     * @param file an operator's file, or null
     * @param sets what {@code --set} gave; on top of everything
     * @param data what {@code --data} gave, or null to leave it to the configuration
     */
    public static Settings load(Path file, Map<String, String> sets, Path data) {
        Config reference = ConfigFactory.parseResources("ferry-pekko.conf")
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        Config given = sets(sets, reference)
                .withFallback(data(data))
                .withFallback(file == null ? ConfigFactory.empty() : file(file));
        try {
            Config resolved = absoluteData(given.withFallback(reference));
            requireKnown(resolved, reference.resolve());
            return requireSharedDatabase(read(new SettingsReader(resolved.getConfig(OURS), OURS + "."), resolved));
        } catch (ConfigException e) {
            throw new Invalid("The settings cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Settings requireSharedDatabase(Settings settings) {
        if (settings.cluster().hasSeeds() && settings.database().embedded()) {
            throw new Invalid("ferry.cluster.seeds = " + settings.cluster().seeds()
                    + ": the nodes of a cluster share one database; set ferry.database.url, or leave the seeds out.");
        }
        return settings;
    }

    /** For the actor system: Pekko's settings with these and the database put in. */
    public Config pekko(String url, String user, String password) {
        return PekkoConfig.of(this, url, user, password, Optional.empty());
    }

    /** Without the configuration, which holds the database's password. */
    @Override
    public String toString() {
        return "Settings[" + node + ", " + http + ", " + database + ", " + volumes + ", " + hosting + ", " + owner
                + ", " + transfer + ", " + jobs + ", " + cluster + "]";
    }

    static Settings read(SettingsReader keys, Config config) {
        return new Settings(
                new Node(
                        keys.text("node.name", NAME, NAME_RULE),
                        Path.of(keys.text("node.data")),
                        keys.words("node.roles", Role.class)),
                new Http(
                        keys.text("http.host", NOT_EMPTY, "it must be a name or an address"),
                        port(keys, "http.port"),
                        doors(keys)),
                database(keys),
                volumes(keys),
                new Hosting(
                        keys.word("hypervisor", Hypervisor.class),
                        keys.texts("networks", NOT_EMPTY, "a name must not be empty"),
                        keys.text(
                                "systems.directory",
                                Pattern.compile("(?!/)(?!.*\\.\\.).+"),
                                "it must be a relative path")),
                new Owner(
                        keys.mode("owner.file-mode"),
                        keys.mode("owner.folder-mode"),
                        keys.text("owner.user"),
                        keys.text("owner.group")),
                new Transfer(
                        keys.number("transfer.max-files", 1, 10_000),
                        keys.number("transfer.max-snapshots", 0, 1_000),
                        data(keys)),
                jobs(keys),
                cluster(keys),
                config);
    }

    private static Doors doors(SettingsReader keys) {
        Doors doors = new Doors(
                door(keys, "wsman"),
                door(keys, "cimxml"),
                keys.text("doors.tls.key-file"),
                keys.text("doors.tls.certificate-file"));
        if (doors.keyFile().isEmpty() != doors.certificateFile().isEmpty()) {
            throw keys.invalid("doors.tls", doors.toString(), "give both files, or none");
        }
        return doors;
    }

    private static Door door(SettingsReader keys, String name) {
        return new Door(
                keys.text(name + ".host", NOT_EMPTY, "it must be a name or an address"),
                port(keys, name + ".port"),
                port(keys, name + ".tls-port"));
    }

    private static Cluster cluster(SettingsReader keys) {
        return new Cluster(
                keys.list("cluster.seeds", SEED, "it must be HOST:PORT"),
                keys.text("remote.host", NOT_EMPTY, "it must be a name or an address"),
                port(keys, "remote.port"),
                tls(keys),
                keys.number("sharding.number-of-shards", 1, 10_000),
                lease(keys));
    }

    private static Tls tls(SettingsReader keys) {
        Tls tls = new Tls(
                keys.text("remote.tls.key-file"),
                keys.text("remote.tls.certificate-file"),
                keys.text("remote.tls.ca-file"));
        Set<Boolean> given = Set.copyOf(
                List.of(
                                !tls.keyFile().isEmpty(),
                                !tls.certificateFile().isEmpty(),
                                !tls.caFile().isEmpty())
                        .stream()
                        .distinct()
                        .toList());
        if (given.size() > 1) {
            throw keys.invalid("remote.tls", tls.toString(), "give all three files, or none");
        }
        return tls;
    }

    private static int port(SettingsReader keys, String key) {
        return keys.number(key, 0, 65_535);
    }

    private static DatabaseSettings database(SettingsReader keys) {
        return new DatabaseSettings(
                keys.text("database.url", JDBC_URL, "it must be empty or begin with jdbc:postgresql:"),
                keys.text("database.user", NOT_EMPTY, "it must not be empty"),
                keys.text("database.password"),
                keys.number("database.pool-size", 2, 200));
    }

    private static DataPort data(SettingsReader keys) {
        return new DataPort(
                keys.text("data.host", NOT_EMPTY, "it must be a name or an address"),
                port(keys, "data.port"),
                keys.number("data.connections", 1, 256),
                keys.number("data.window", 1 << 20, 64 << 20),
                keys.duration("data.silence", Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    private static Jobs jobs(SettingsReader keys) {
        return new Jobs(
                keys.duration("jobs.wait-limit", Duration.ofSeconds(1), YEARS),
                keys.duration("jobs.retention", Duration.ofMinutes(5), YEARS),
                keys.number("jobs.parallel-copies", 1, 64),
                keys.duration("jobs.recent", Duration.ZERO, YEARS));
    }

    private static LeaseRules lease(SettingsReader keys) {
        Duration ttl = keys.duration("lease.ttl", Duration.ofSeconds(2), Duration.ofMinutes(10));
        Duration renewEvery = keys.duration("lease.renew-every", Duration.ofMillis(100), ttl);
        Duration margin = keys.duration("lease.margin", Duration.ofMillis(100), ttl);
        if (renewEvery.compareTo(ttl.minus(margin)) >= 0) {
            throw keys.invalid(
                    "lease.renew-every",
                    renewEvery.toMillis() + "ms",
                    "it must be less than lease.ttl less lease.margin, or the lease runs out before it is renewed");
        }
        return new LeaseRules(ttl, renewEvery, margin);
    }

    private static List<Volume> volumes(SettingsReader keys) {
        Set<String> names = new HashSet<>();
        List<Volume> volumes =
                keys.objects("volumes").stream().map(Settings::volume).toList();
        for (Volume volume : volumes) {
            if (!names.add(volume.name())) {
                throw keys.invalid("volumes", volume.name(), "two volumes have this name; each needs its own");
            }
        }
        if (volumes.isEmpty()) {
            throw keys.invalid("volumes", "[]", "a node needs at least one volume");
        }
        return volumes;
    }

    private static Volume volume(SettingsReader keys) {
        var volume = new Volume(
                keys.text("name", NAME, NAME_RULE),
                Path.of(keys.text("path", NOT_EMPTY, "it must be a folder"))
                        .toAbsolutePath()
                        .normalize(),
                keys.has("shared") && keys.flag("shared"),
                !keys.has("locks") || keys.word("locks", Locks.class) == Locks.CLUSTER,
                keys.has("aliases") ? keys.texts("aliases", NOT_EMPTY, "an alias must not be empty") : List.of());
        keys.requireAllRead();
        return volume;
    }

    /** A list, an object or a quoted text is read as such; anything else is the text that it is, also with // or : in it. */
    private static Config sets(Map<String, String> sets, Config reference) {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> set : sets.entrySet()) {
            String key = set.getKey();
            String value = set.getValue();
            try {
                if (!key.startsWith(OURS + ".") && !hasPath(reference, key)) {
                    throw new Invalid("--set " + key + ": there is no such setting; Ferry's own begin with 'ferry.'.");
                }
                config = value.matches("(?s)\\s*[\\[{\"].*")
                        ? ConfigFactory.parseString(key + " = " + value).withFallback(config)
                        : ConfigFactory.parseMap(Map.of(key, value)).withFallback(config);
            } catch (ConfigException e) {
                throw new Invalid("--set " + key + "=" + value + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return config;
    }

    private static boolean hasPath(Config reference, String key) {
        return reference.resolve().hasPathOrNull(key);
    }

    private static Config data(Path data) {
        return data == null
                ? ConfigFactory.empty()
                : ConfigFactory.parseMap(Map.of("ferry.node.data", data.toString()));
    }

    /** The data folder in full before anything is derived from it: no later change of the working folder can move it. */
    private static Config absoluteData(Config unresolved) {
        Path data = Path.of(unresolved.resolve().getString("ferry.node.data"))
                .toAbsolutePath()
                .normalize();
        return data(data).withFallback(unresolved).resolve();
    }

    private static Config file(Path file) {
        try {
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException e) {
            throw new Invalid("The settings in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A value that no file has came with the command. */
    private static String origin(ConfigValue value) {
        return value.origin().filename() == null && value.origin().resource() == null
                ? "from --set"
                : value.origin().description();
    }

    private static void requireKnown(Config given, Config reference) {
        Set<String> known = new HashSet<>();
        reference.getConfig(OURS).entrySet().forEach(entry -> known.add(entry.getKey()));
        for (var entry : given.getConfig(OURS).entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new Invalid("There is no setting 'ferry." + String.join(".", ConfigUtil.splitPath(entry.getKey()))
                        + "' (" + origin(entry.getValue()) + "); every setting is in conf/single.conf.");
            }
        }
    }
}
