package dev.ferry.cim.value;

import dev.ferry.cim.CimFailure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where an instance or a class is. Host and namespace are "" where nobody said them; a namespace has slashes between
 * its names and none around. Names are the same in any letter case, texts of keys are not; {@link #isSameAs} is as
 * lenient as Windows.
 */
public record ObjectPath(String host, String namespace, String className, Keys keys) {
    /** How an instance is named among those of its class. */
    public sealed interface Keys {
        /** The class itself. */
        record None() implements Keys {}

        /** The only instance of the class. */
        record Singleton() implements Keys {}

        /** The value of the only key, whose name the path leaves out. */
        record Unnamed(CimValue value) implements Keys {
            @Override
            public boolean equals(Object other) {
                return other instanceof Unnamed that && KeyValues.form(value).equals(KeyValues.form(that.value));
            }

            @Override
            public int hashCode() {
                return KeyValues.form(value).hashCode();
            }
        }

        /** Keys and their values, in the order in which they were said. */
        record Named(NamedMap<Key> keys) implements Keys {}
    }

    /** One key. Numbers are equal whatever width their type has. */
    public record Key(String name, CimValue value) {
        public Key {
            if (!Names.isName(name)) {
                throw new IllegalArgumentException("'" + name + "' is not the name of a key");
            }
            KeyValues.check(name, value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Names.same(name, that.name)
                    && KeyValues.form(value).equals(KeyValues.form(that.value));
        }

        @Override
        public int hashCode() {
            return Objects.hash(Names.key(name), KeyValues.form(value));
        }
    }

    public ObjectPath {
        Objects.requireNonNull(keys, "keys");
        namespace = namespaceOf(namespace);
        if (!isHost(host)) {
            throw new IllegalArgumentException("'" + host + "' is not the name of a host");
        }
        if (!Names.isName(className)) {
            throw new IllegalArgumentException("'" + className + "' is not the name of a class");
        }
    }

    private static boolean isHost(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '\\' || c == '/' || c == '"') {
                return false;
            }
        }
        return true;
    }

    public static ObjectPath ofClass(String className) {
        return new ObjectPath("", "", className, new Keys.None());
    }

    public static ObjectPath of(String className, List<Key> keys) {
        return new ObjectPath("", "", className, new Keys.Named(NamedMap.of(keys, Key::name)));
    }

    public static ObjectPath of(String className, String key, String text) {
        return of(className, List.of(new Key(key, CimValue.of(text))));
    }

    /** Any form that clients write: WMI's, the standard one, with or without host and namespace, monikers and URIs. */
    public static ObjectPath parse(String text) throws CimFailure {
        return new ObjectPathReader(text).path();
    }

    /** A namespace in the one form that is kept: slashes, and none around. Refuses what cannot be one. */
    public static String namespaceOf(String text) {
        // Each path that is made says its namespace, and nearly all say it as it is kept.
        if (isNamespace(text)) {
            return text;
        }
        String name = text.replace('\\', '/').replaceAll("^/+|/+$", "");
        if (!isNamespace(name)) {
            throw new IllegalArgumentException("'" + text + "' is not a namespace");
        }
        return name;
    }

    /** Names with one slash between two of them; "" is none, which may be said. */
    private static boolean isNamespace(String text) {
        boolean isBegun = text.isEmpty();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isSlash = c == '/';
            if (isSlash ? !isBegun : !isInNamespace(c)) {
                return false;
            }
            isBegun = !isSlash;
        }
        return isBegun;
    }

    private static boolean isInNamespace(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.~-".indexOf(c) >= 0;
    }

    public boolean isClass() {
        return keys instanceof Keys.None;
    }

    /** The value of a key; null when the path does not name it. */
    public CimValue key(String name) {
        return keys instanceof Keys.Named(var named)
                ? named.find(name).map(Key::value).orElse(CimValue.none())
                : CimValue.none();
    }

    /** The keys in order; empty unless they are named. */
    public List<Key> namedKeys() {
        return keys instanceof Keys.Named(var named) ? named.values() : List.of();
    }

    public ObjectPath in(String otherNamespace) {
        return new ObjectPath(host, otherNamespace, className, keys);
    }

    public ObjectPath at(String otherHost, String otherNamespace) {
        return new ObjectPath(otherHost, otherNamespace, className, keys);
    }

    public ObjectPath on(String otherHost) {
        return new ObjectPath(otherHost, namespace, className, keys);
    }

    /**
     * The same thing: whatever the host is called, with a namespace that one of them leaves out, keys in any letter
     * case.
     */
    public boolean isSameAs(ObjectPath other) {
        boolean isNamespaceSame =
                namespace.isEmpty() || other.namespace.isEmpty() || Names.same(namespace, other.namespace);
        return isNamespaceSame && Names.same(className, other.className) && KeyValues.same(keys, other.keys);
    }

    /** {@code Class.Key="value",Other=5}: without host and namespace. */
    public String relative() {
        return className
                + switch (keys) {
                    case Keys.None _ -> "";
                    case Keys.Singleton _ -> "=@";
                    case Keys.Unnamed(var value) -> "=" + KeyValues.print(value);
                    case Keys.Named(var named) when named.size() == 0 -> "";
                    case Keys.Named(var named) ->
                        named.values().stream()
                                .map(key -> key.name() + "=" + KeyValues.print(key.value()))
                                .collect(Collectors.joining(",", ".", ""));
                };
    }

    /** {@code //host/root/virtualization/v2:Class.Key="value"}. */
    public String standard() {
        return (host.isEmpty() ? "" : "//" + host + "/") + (namespace.isEmpty() ? "" : namespace + ":") + relative();
    }

    /** {@code http://host/root/virtualization/v2:Class.Key="value"}. */
    public String uri(String scheme) {
        return scheme.toLowerCase(Locale.ROOT) + "://" + host + "/" + namespace + ":" + relative();
    }

    /** As WMI writes it: {@code \\HOST\root\virtualization\v2:Class.Key="value"}. */
    @Override
    public String toString() {
        return (host.isEmpty() ? "" : "\\\\" + host + "\\")
                + (namespace.isEmpty() ? "" : namespace.replace('/', '\\') + ":")
                + relative();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectPath that
                && Names.same(host, that.host)
                && Names.same(namespace, that.namespace)
                && Names.same(className, that.className)
                && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Names.key(host), Names.key(namespace), Names.key(className), keys);
    }
}
