package dev.ferry.rig;

import java.util.List;

/** The network between the nodes, the database and the clients; nodes are numbered from 1. */
public interface Net extends AutoCloseable {
    /** Nothing can be cut. */
    static Net loopback() {
        return new LoopbackNet();
    }

    /** What can be cut: network namespaces where this machine allows them, else (or with -Dferry.network=relays) relays. */
    static Net cuttable() {
        boolean relays = "relays".equals(System.getProperty("ferry.network"));
        return !relays && NamespaceNet.isPossible() ? NamespaceNet.create() : RelayNet.create();
    }

    /** One word for reports. */
    String name();

    /** Where a node listens, and where others and clients reach it. */
    String host(int node);

    /** The port that others call to reach a node's own. */
    int remotePort(int node);

    /** Lines for a node's configuration. */
    String settings(int node);

    /** What runs a command where the node's network is. */
    List<String> prefix(int node);

    /** Where the nodes reach a database that listens on this port of 127.0.0.1. */
    String databaseHost();

    int databasePort(int port);

    /** A node has another process: connections are told apart by it. */
    default void started(int node, long pid) {}

    /** What one node sends does not reach the other any more; nobody is told. */
    void cut(int from, int to);

    void cutFromDatabase(int node);

    /** Nothing is cut any more. */
    void heal();

    /** From everybody: the others, the database, its clients. */
    void isolate(int node);

    /** Both directions between two sides. */
    default void cutBetween(List<Integer> one, List<Integer> other) {
        for (int a : one) {
            for (int b : other) {
                cut(a, b);
                cut(b, a);
            }
        }
    }

    @Override
    void close();
}
