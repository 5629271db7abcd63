package dev.ferry.rig;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each node in a network namespace of its own, with a veth to a bridge. A cut is a wrong hardware address for a neighbour: what is
 * sent goes nowhere, and nobody is told, as with a pulled cable behind a switch. The database is behind a relay at an address of
 * its own, so that it can be cut off alone.
 */
final class NamespaceNet implements Net {
    private static final String PREFIX = "fy";
    private static final int PORT = 25_520;
    private static final int CLIENTS = 254;
    private static final int DATABASE = 253;
    private static final String NOWHERE = "02:00:00:00:00:01";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String tag;
    private final String subnet;
    /** Nodes whose namespace there is: each is made when its first process starts. */
    private final Set<Integer> made = new TreeSet<>();

    private Relay database;

    private NamespaceNet(String tag, String subnet) {
        this.tag = tag;
        this.subnet = subnet;
    }

    static boolean isPossible() {
        String name = PREFIX + "probe" + ProcessHandle.current().pid();
        boolean made = Shell.attempt("ip", "netns", "add", name).isPresent();
        if (made) {
            Shell.attempt("ip", "netns", "del", name);
        }
        return made;
    }

    static NamespaceNet create() {
        removeStale();
        char letter = (char) ('a' + MADE.getAndIncrement() % 26);
        String tag = PREFIX + ProcessHandle.current().pid() + letter;
        NamespaceNet net = new NamespaceNet(tag, freeSubnet());
        try {
            net.makeBridge();
            return net;
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
    }

    /** Of a run that was killed: its process is in the names. */
    private static void removeStale() {
        Shell.run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ", -1)[0])
                .forEach(name -> {
                    owner(name, "n[1-9]")
                            .filter(NamespaceNet::isGone)
                            .ifPresent(_ -> Shell.attempt("ip", "netns", "del", name));
                });
        Shell.run("ip", "-br", "link")
                .lines()
                .map(line -> line.split("[ @]", -1)[0])
                .forEach(name -> {
                    owner(name, "b")
                            .filter(NamespaceNet::isGone)
                            .ifPresent(_ -> Shell.attempt("ip", "link", "del", name));
                });
    }

    private static Optional<Long> owner(String name, String suffix) {
        Matcher matcher = Pattern.compile(PREFIX + "([0-9]+)[a-z]" + suffix).matcher(name);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    private static String freeSubnet() {
        String taken = Shell.run("ip", "-4", "addr") + Shell.run("ip", "-4", "route");
        for (int third = (int) (ProcessHandle.current().pid() % 200); third < 255; third++) {
            String subnet = "10.213." + third + ".";
            if (!taken.contains(subnet)) {
                return subnet;
            }
        }
        throw new IllegalStateException("no free network below 10.213.0.0");
    }

    private void makeBridge() {
        Shell.run("ip", "link", "add", bridge(), "type", "bridge");
        Shell.run("ip", "addr", "add", subnet + CLIENTS + "/24", "dev", bridge());
        Shell.run("ip", "addr", "add", subnet + DATABASE + "/24", "dev", bridge());
        Shell.run("ip", "link", "set", bridge(), "up");
    }

    private void makeNode(int node) {
        Shell.run("ip", "netns", "add", space(node));
        Shell.run("ip", "link", "add", port(node), "type", "veth", "peer", "name", "eth0", "netns", space(node));
        Shell.run("ip", "link", "set", port(node), "master", bridge());
        Shell.run("ip", "link", "set", port(node), "up");
        inside(node, "addr", "add", host(node) + "/24", "dev", "eth0");
        inside(node, "link", "set", "eth0", "up");
        inside(node, "link", "set", "lo", "up");
    }

    private void inside(int node, String... command) {
        String[] line = new String[command.length + 3];
        line[0] = "ip";
        line[1] = "-n";
        line[2] = space(node);
        System.arraycopy(command, 0, line, 3, command.length);
        Shell.run(line);
    }

    private String bridge() {
        return tag + "b";
    }

    private String space(int node) {
        return tag + "n" + node;
    }

    private String port(int node) {
        return tag + "v" + node;
    }

    @Override
    public String name() {
        return "namespaces";
    }

    @Override
    public String host(int node) {
        return subnet + node;
    }

    @Override
    public int remotePort(int node) {
        return PORT;
    }

    @Override
    public String settings(int node) {
        return "";
    }

    @Override
    public List<String> prefix(int node) {
        if (made.add(node)) {
            makeNode(node);
        }
        return List.of("nsenter", "--net=/run/netns/" + space(node));
    }

    @Override
    public String databaseHost() {
        return subnet + DATABASE;
    }

    @Override
    public int databasePort(int port) {
        if (database == null) {
            database = Relay.start(databaseHost(), 0, port, _ -> Relay.Gate.OPEN);
        }
        return database.port();
    }

    @Override
    public void cut(int from, int to) {
        poison(from, host(to));
    }

    @Override
    public void cutFromDatabase(int node) {
        poison(node, databaseHost());
    }

    private void poison(int node, String address) {
        inside(node, "neigh", "replace", address, "lladdr", NOWHERE, "nud", "permanent", "dev", "eth0");
    }

    @Override
    public void isolate(int node) {
        Shell.run("ip", "link", "set", port(node), "nomaster");
    }

    @Override
    public void heal() {
        for (int node : made) {
            Shell.run("ip", "link", "set", port(node), "master", bridge());
            inside(node, "neigh", "flush", "nud", "permanent", "dev", "eth0");
        }
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
        for (int node : made) {
            Shell.attempt("ip", "netns", "del", space(node));
        }
        Shell.attempt("ip", "link", "del", bridge());
    }
}
