package dev.ferry.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 512MiB}, {@code 64G} (the same as {@code 64GiB}), or plain bytes. */
record ByteSize(long bytes) {
    private static final String UNITS = "KMGTP";
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,19})\\s*(?:([KMGTP])(?:iB)?)?", Pattern.CASE_INSENSITIVE);

    /** Reads it, or throws an {@link IllegalArgumentException} that names the text. */
    static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw bad(text);
        }
        try {
            int power = matcher.group(2) == null
                    ? 0
                    : UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
            return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
        } catch (ArithmeticException | NumberFormatException _) {
            throw bad(text);
        }
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException("'" + text + "' is not a size such as 512MiB, 1GiB, 64G or 1048576");
    }

    /** For people: the largest unit that leaves at least one. */
    static String text(long bytes) {
        double left = bytes;
        int power = 0;
        while (Math.abs(left) >= 1024 && power < UNITS.length()) {
            left /= 1024;
            power++;
        }
        if (power == 0) {
            return bytes + " B";
        }
        return String.format(Locale.ROOT, left < 10 ? "%.1f %siB" : "%.0f %siB", left, UNITS.charAt(power - 1));
    }
}
