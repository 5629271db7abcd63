package dev.ferry.rig;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All on 127.0.0.1, as {@code ferry cluster} does. */
final class LoopbackNet implements Net {
    private static final String HOST = "127.0.0.1";

    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "loopback";
    }

    @Override
    public String host(int node) {
        return HOST;
    }

    @Override
    public int remotePort(int node) {
        return ports.computeIfAbsent(node, _ -> Ports.free());
    }

    @Override
    public String settings(int node) {
        return "";
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
        return port;
    }

    @Override
    public void cut(int from, int to) {
        throw new UnsupportedOperationException("the loopback network cannot be cut");
    }

    @Override
    public void cutFromDatabase(int node) {
        cut(node, 0);
    }

    @Override
    public void isolate(int node) {
        cut(node, 0);
    }

    @Override
    public void heal() {
        // Nothing was cut.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
