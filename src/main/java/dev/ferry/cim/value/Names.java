package dev.ferry.cim.value;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of CIM: letters, digits and underscores, the same in any letter case. */
public final class Names {
    public static final int LENGTH_MAX = 256;

    /** The names of all schemas are a few thousand. Those that clients make up must not fill the memory. */
    private static final int KNOWN_MAX = 10_000;

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private Names() {}

    /** The one form in which names can be compared and looked up. Asked for a dozen times for each property that is shown. */
    public static String key(String name) {
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (name.length() <= LENGTH_MAX && KNOWN.size() < KNOWN_MAX) {
            KNOWN.put(name, key);
        }
        return key;
    }

    public static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || !isStart(text.charAt(0))) {
            return false;
        }
        for (int at = 1; at < text.length(); at++) {
            if (!isPart(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    public static boolean isStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    public static boolean isPart(char c) {
        return isStart(c) || (c >= '0' && c <= '9');
    }
}
