package dev.ferry.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** One form for identifiers: upper case, no braces. {@code {abc}} and {@code ABC} are the same thing everywhere. */
public final class Guid {
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private Guid() {}

    /** The canonical form, or an {@link IllegalArgumentException} that names the text. */
    public static String canonical(String text) {
        String bare = text.strip();
        if (bare.startsWith("{") && bare.endsWith("}")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (!FORM.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an identifier (a GUID such as D351C151-DAC7-4042-B434-B72D522C1E4A)");
        }
        return bare.toUpperCase(Locale.ROOT);
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
