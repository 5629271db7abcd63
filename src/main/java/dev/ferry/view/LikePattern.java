package dev.ferry.view;

import java.util.Optional;

/** Patterns as SQL words them, where {@code \} keeps a character from meaning anything but itself. */
final class LikePattern {
    private LikePattern() {}

    /** {@code *} is any text, {@code ?} any one character. */
    static String of(String pattern) {
        return literal(pattern).replace('*', '%').replace('?', '_');
    }

    /** What every text that fits begins with. */
    static String beginning(String pattern) {
        int end = 0;
        while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** The first text, by its characters' numbers, that comes after all those that begin so; empty when every later one does. */
    static Optional<String> behind(String beginning) {
        int end = beginning.length();
        while (end > 0) {
            int last = beginning.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(beginning.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }

    static String startingWith(String text) {
        return literal(text) + "%";
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
