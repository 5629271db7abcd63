package dev.ferry.view;

/** Patterns as SQL words them, where {@code \} keeps a character from meaning anything but itself. */
final class LikePattern {
    private LikePattern() {}

    /** {@code *} is any text, {@code ?} any one character. */
    static String of(String pattern) {
        return literal(pattern).replace('*', '%').replace('?', '_');
    }

    static String startingWith(String text) {
        return literal(text) + "%";
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
