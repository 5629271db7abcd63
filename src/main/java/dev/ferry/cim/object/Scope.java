package dev.ferry.cim.object;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Locale;

/**
 * Where instances are shown: the namespace, its schema, and the node that was asked.
 *
 * @param node the name of the node that was asked, as the cluster knows it
 */
public record Scope(Namespace namespace, Schema schema, String node) {
    /** The name in paths, and of the system that hosts the services: as Windows writes a computer's name. */
    public String host() {
        return node.toUpperCase(Locale.ROOT);
    }

    /** Enumerations and queries of the two host namespaces show what the node that is asked owns; the cluster's shows all. */
    public boolean isNarrowed() {
        return namespace == Namespace.V1 || namespace == Namespace.V2;
    }

    public Making make(String className) {
        return new Making(this, declared(className));
    }

    /** A path to an instance of one key, with host and namespace. */
    public ObjectPath path(String className, String key, String text) {
        return absolute(ObjectPath.of(className, key, text));
    }

    /** A path to an instance of two keys that are texts, with host and namespace. */
    public ObjectPath path(String className, String key, String text, String otherKey, String otherText) {
        return absolute(ObjectPath.of(
                className,
                List.of(
                        new ObjectPath.Key(key, CimValue.of(text)),
                        new ObjectPath.Key(otherKey, CimValue.of(otherText)))));
    }

    public ObjectPath absolute(ObjectPath path) {
        return path.at(host(), namespace.path());
    }

    CimClass declared(String className) {
        return schema.find(className)
                .orElseThrow(() -> new IllegalStateException(namespace.path() + " declares no class " + className));
    }
}
