package dev.ferry.model.node;

import java.util.List;

/** Where the systems of one home and the same volumes are: what follows for all of them alike, before any identity is looked at. */
public sealed interface Standing {
    /** With their home. */
    record AtHome(String home) implements Standing {}

    /** Each with one of these, by its identity; the home cannot have them now. */
    record Spread(String home, List<String> nodes) implements Standing {
        public Spread {
            nodes = List.copyOf(nodes);
        }
    }

    /** With nobody; {@code why} is a clause, {@code remedy} a sentence. They stay their home's. */
    record Lost(String home, String why, String remedy) implements Standing {}
}
