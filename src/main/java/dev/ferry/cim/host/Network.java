package dev.ferry.cim.host;

import java.util.List;

/** A network that systems can be connected to, and the nodes that have it. */
record Network(String name, List<String> nodes) {
    Network {
        nodes = List.copyOf(nodes);
    }
}
