package dev.ferry.cim.value;

import java.util.Locale;

/** Names of CIM: letters, digits and underscores, the same in any letter case. */
public final class Names {
    public static final int LENGTH_MAX = 256;

    private Names() {}

    /** The one form in which names can be compared and looked up. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH_MAX
                && isStart(text.charAt(0))
                && text.chars().allMatch(c -> isPart((char) c));
    }

    public static boolean isStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    public static boolean isPart(char c) {
        return isStart(c) || (c >= '0' && c <= '9');
    }
}
