package dev.ferry.cim;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;

/** The real namespaces, as one node shows them. */
public final class Scopes {
    public static final String NODE = "node-1";

    private Scopes() {}

    public static Scope of(Namespace namespace) {
        try {
            return new Scope(namespace, namespace.schema(), NODE);
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }
}
