package dev.ferry.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** One form for identifiers: upper case, no braces. {@code {abc}} and {@code ABC} are the same thing everywhere. */
public final class Guid {
    private static final int LENGTH = 36;

    private Guid() {}

    /** The canonical form, or an {@link IllegalArgumentException} that names the text. */
    public static String canonical(String text) {
        String bare = text.strip();
        if (bare.startsWith("{") && bare.endsWith("}")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (!isForm(bare)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an identifier (a GUID such as D351C151-DAC7-4042-B434-B72D522C1E4A)");
        }
        return bare.toUpperCase(Locale.ROOT);
    }

    /** Each row that is read has several: a pattern for it would cost more than the rest. */
    private static boolean isForm(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            boolean isDash = at == 8 || at == 13 || at == 18 || at == 23;
            char c = text.charAt(at);
            boolean isDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
            if (isDash ? c != '-' : !isDigit) {
                return false;
            }
        }
        return true;
    }

    public static boolean isGuid(String text) {
        try {
            canonical(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The same seed gives the same identifier: a repeated submit derives the same job and the same new system. */
    public static String derived(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .toUpperCase(Locale.ROOT);
    }
}
