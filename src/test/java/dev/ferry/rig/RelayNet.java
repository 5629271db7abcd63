package dev.ferry.rig;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For machines without network namespaces: every node is called through a relay, which finds out whose process holds the other
 * end of a connection and holds back what is cut. Clients are not behind relays.
 */
final class RelayNet implements Net {
    private static final String HOST = "127.0.0.1";
    private static final int DATABASE = 0;
    private static final int NOBODY = -1;

    /** One direction. */
    private record Way(int from, int to) {}

    private final Map<Integer, Integer> ownPorts = new ConcurrentHashMap<>();
    private final Map<Integer, Relay> relays = new ConcurrentHashMap<>();
    private final Map<Integer, Long> pids = new ConcurrentHashMap<>();
    private final Set<Way> closed = ConcurrentHashMap.newKeySet();

    private RelayNet() {}

    static RelayNet create() {
        return new RelayNet();
    }

    @Override
    public String name() {
        return "relays";
    }

    @Override
    public String host(int node) {
        return HOST;
    }

    @Override
    public int remotePort(int node) {
        return relay(node, ownPort(node));
    }

    @Override
    public String settings(int node) {
        return """
                pekko.remote.artery.bind.hostname = "%s"
                pekko.remote.artery.bind.port = %d
                """.formatted(HOST, ownPort(node));
    }

    int ownPort(int node) {
        return ownPorts.computeIfAbsent(node, _ -> Ports.free());
    }

    private int relay(int number, int target) {
        return relays.computeIfAbsent(
                        number, _ -> Relay.start(HOST, Ports.free(), target, socket -> gate(socket, number)))
                .port();
    }

    private Relay.Gate gate(Socket client, int to) {
        int from = caller(client);
        Way there = new Way(from, to);
        Way back = new Way(to, from);
        return new Relay.Gate(() -> !closed.contains(there), () -> !closed.contains(back));
    }

    /** The kernel knows which socket is the other end, and the process which of its descriptors that is. */
    private int caller(Socket client) {
        try {
            Optional<String> inode = inode(client.getPort(), client.getLocalPort());
            for (Map.Entry<Integer, Long> entry : pids.entrySet()) {
                if (inode.isPresent() && holds(entry.getValue(), "socket:[" + inode.get() + "]")) {
                    return entry.getKey();
                }
            }
        } catch (IOException _) {
            // It has gone.
        }
        return NOBODY;
    }

    private static Optional<String> inode(int local, int remote) throws IOException {
        String from = String.format(Locale.ROOT, ":%04X", local);
        String to = String.format(Locale.ROOT, ":%04X", remote);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[1].endsWith(from) && fields[2].endsWith(to)) {
                    return Optional.of(fields[9]);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (link(descriptor).equals(socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // It has ended.
        }
        return false;
    }

    private static String link(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public List<String> prefix(int node) {
        return List.of();
    }

    @Override
    public String databaseHost() {
        return HOST;
    }

    @Override
    public int databasePort(int port) {
        return relay(DATABASE, port);
    }

    @Override
    public void started(int node, long pid) {
        pids.put(node, pid);
    }

    @Override
    public void cut(int from, int to) {
        closed.add(new Way(from, to));
    }

    @Override
    public void cutFromDatabase(int node) {
        cut(node, DATABASE);
        cut(DATABASE, node);
    }

    @Override
    public void isolate(int node) {
        cutFromDatabase(node);
        for (int other : ownPorts.keySet()) {
            cut(node, other);
            cut(other, node);
        }
    }

    @Override
    public void heal() {
        closed.clear();
    }

    @Override
    public void close() {
        relays.values().forEach(Relay::close);
    }
}
