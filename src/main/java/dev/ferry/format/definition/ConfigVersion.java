package dev.ferry.format.definition;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration's version: {@code 5.0} to people, 1280 in a file. */
final class ConfigVersion {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    private ConfigVersion() {}

    static String text(long number) {
        return (number >> 8) + "." + (number & 0xFF);
    }

    static long number(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > 255 || Integer.parseInt(parts.group(2)) > 255) {
            throw new IllegalArgumentException("'" + text + "' is not a configuration version such as 5.0");
        }
        return (Long.parseLong(parts.group(1)) << 8) | Long.parseLong(parts.group(2));
    }
}
