package dev.ferry.cim.value;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of an object path, once. Without a class at hand, a key has the type that its text looks like: what is
 * quoted is a string, also where a datetime or a reference is meant.
 */
final class ObjectPathReader {
    private static final int LENGTH_MAX = 32 * 1024;
    private static final int KEYS_MAX = 64;
    private static final Pattern MONIKER = Pattern.compile("(?i)winmgmts:(\\{[^{}]*\\}!?)?");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?:https?|cimxml\\.wbems?|wbems?)://(?:[^/@]*@)?([^/\\\\]*)/");
    private static final Pattern HOST = Pattern.compile("[\\\\/]{2}([^\\\\/\"]*)[\\\\/]");
    private static final Pattern NAMESPACE = Pattern.compile("[\\\\/]?([\\w.~-]+(?:[\\\\/][\\w.~-]+)*):");
    private static final Pattern BARE = Pattern.compile("[^,\\s]{1,100}");
    private static final Pattern WHOLE = Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]{1,16})|(\\d{1,20}))");
    private static final Pattern REAL = Pattern.compile("[+-]?\\d*\\.\\d+(?:[eE][+-]?\\d+)?");

    private final String text;
    private int at;

    ObjectPathReader(String text) {
        this.text = text;
    }

    ObjectPath path() throws CimFailure {
        if (text.length() > LENGTH_MAX) {
            throw broken("it may have at most " + LENGTH_MAX + " characters");
        }
        skipBlanks();
        skip(MONIKER);
        String host = "";
        Matcher scheme = at(SCHEME);
        Matcher root = at(HOST);
        if (scheme.lookingAt()) {
            host = scheme.group(1);
            at = scheme.end();
        } else if (root.lookingAt()) {
            host = root.group(1);
            at = root.end();
        }
        boolean isPlaced = at > 0 && !host.isEmpty();
        Matcher place = at(NAMESPACE);
        String namespace = "";
        if (place.lookingAt()) {
            namespace = place.group(1);
            at = place.end();
        } else if (isPlaced) {
            throw broken("after the host there must be a namespace and a colon");
        }
        String className = name("a class");
        ObjectPath.Keys keys = keys();
        skipBlanks();
        if (at < text.length()) {
            throw broken("there is something left after the path");
        }
        try {
            return new ObjectPath(host, namespace, className, keys);
        } catch (IllegalArgumentException e) {
            throw new CimFailure(CimStatus.INVALID_PARAMETER, CimFailure.quoted(text) + ": " + e.getMessage(), e);
        }
    }

    private ObjectPath.Keys keys() throws CimFailure {
        skipBlanks();
        if (at >= text.length()) {
            return new ObjectPath.Keys.None();
        }
        if (takes('=')) {
            skipBlanks();
            return takes('@') ? new ObjectPath.Keys.Singleton() : new ObjectPath.Keys.Unnamed(value());
        }
        if (!takes('.')) {
            throw broken("after the class there must be '.' and keys, or '='");
        }
        List<ObjectPath.Key> keys = new ArrayList<>();
        do {
            skipBlanks();
            String name = name("a key");
            skipBlanks();
            if (!takes('=')) {
                throw broken("after the key " + name + " there must be '='");
            }
            skipBlanks();
            CimValue value = value();
            if (keys.stream().anyMatch(key -> Names.same(key.name(), name))) {
                throw broken("the key " + name + " is there twice");
            }
            if (keys.size() == KEYS_MAX) {
                throw broken("it may have at most " + KEYS_MAX + " keys");
            }
            keys.add(new ObjectPath.Key(name, value));
            skipBlanks();
        } while (takes(','));
        return new ObjectPath.Keys.Named(NamedMap.of(keys, ObjectPath.Key::name));
    }

    private CimValue value() throws CimFailure {
        if (takes('"')) {
            return new CimValue.Text(quoted('"'));
        }
        if (takes('\'')) {
            String content = quoted('\'');
            return content.length() == 1 ? new CimValue.Char16(content.charAt(0)) : new CimValue.Text(content);
        }
        Matcher bare = at(BARE);
        if (!bare.lookingAt()) {
            throw broken("a value is missing");
        }
        String word = bare.group();
        CimValue value = bare(word);
        at = bare.end();
        return value;
    }

    private CimValue bare(String word) throws CimFailure {
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return CimValue.of(word.equalsIgnoreCase("true"));
        }
        Matcher whole = WHOLE.matcher(word);
        if (whole.matches()) {
            boolean isHex = whole.group(2) != null;
            BigInteger size = isHex ? new BigInteger(whole.group(2), 16) : new BigInteger(whole.group(3));
            BigInteger number = whole.group(1).equals("-") ? size.negate() : size;
            CimType type = number.signum() < 0 ? CimType.SINT64 : CimType.UINT64;
            if (type.holds(number)) {
                return new CimValue.Whole(type, number);
            }
        } else if (REAL.matcher(word).matches()) {
            return new CimValue.Real(CimType.REAL64, Double.parseDouble(word));
        }
        throw broken("a value must be quoted text, a number, TRUE or FALSE");
    }

    /** Up to the quote that ends it. A backslash before anything but a quote or a backslash stands for itself. */
    private String quoted(char quote) throws CimFailure {
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return content.toString();
            }
            boolean isEscape = c == '\\' && at < text.length() && "\"'\\".indexOf(text.charAt(at)) >= 0;
            content.append(isEscape ? text.charAt(at++) : c);
        }
        throw broken("a quote is not closed");
    }

    private String name(String what) throws CimFailure {
        int from = at;
        while (at < text.length() && Names.isPart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        if (!Names.isName(name)) {
            throw broken("there must be the name of " + what);
        }
        return name;
    }

    private boolean takes(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skip(Pattern pattern) {
        Matcher matcher = at(pattern);
        at = matcher.lookingAt() ? matcher.end() : at;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private CimFailure broken(String rule) {
        return new CimFailure(
                CimStatus.INVALID_PARAMETER,
                CimFailure.quoted(text) + " is not an object path: at character " + (at + 1) + ", " + rule);
    }
}
