package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where the rest of an answer begins. It holds all that is needed, so that any node can go on from it, and nothing is kept between
 * two pages. The row that was given in part is known by a mark of its key, so that no other is taken for it when it is gone.
 *
 * <p>Whoever gives the text away has to sign it, together with the question that it belongs to: that is a matter of the doors. A text that
 * was changed and not refused here makes an answer begin elsewhere, and nothing worse.
 *
 * @param view what was being shown: {@code Class}, or {@code Class-2} for the second view of that class; "" before the first
 * @param after the key of the last row that was given whole, "" when none was
 * @param given how much of the next row was gone through, 0 for nothing
 * @param mark what is known of the key of that row; 0 when nothing of it was given
 */
public record Cursor(String view, String after, int given, int mark) {
    public static final Cursor START = new Cursor("", "", 0, 0);

    private static final int CHARACTERS_MAX = 8_192;

    static Cursor after(String view, String key) {
        return new Cursor(view, key, 0, 0);
    }

    static Cursor within(String view, String after, String key, int given) {
        return new Cursor(view, after, given, key.hashCode());
    }

    /** How much of the row of that key was gone through before. */
    int givenOf(String key) {
        return given > 0 && mark == key.hashCode() ? given : 0;
    }

    /** {@code View.key} or {@code View.key.given.mark}, of characters that an URL can hold as they are. */
    public String text() {
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(StandardCharsets.UTF_8));
        return view + "." + key + (given > 0 ? "." + given + "." + Integer.toHexString(mark) : "");
    }

    public static Cursor parse(String text) throws CimFailure {
        if (text.length() > CHARACTERS_MAX) {
            throw malformed(text);
        }
        try {
            List<String> parts = List.of(text.split("\\.", -1));
            boolean isWithin = parts.size() == 4;
            String after = new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
            Cursor cursor = new Cursor(
                    parts.getFirst(),
                    after,
                    isWithin ? Integer.parseInt(parts.get(2)) : 0,
                    isWithin ? Integer.parseUnsignedInt(parts.get(3), 16) : 0);
            // Whatever else could be read for it, only its own text is a cursor.
            if (cursor.text().equals(text) && cursor.isPlaced()) {
                return cursor;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            // Said below, as for any other text that is none.
        }
        throw malformed(text);
    }

    private boolean isPlaced() {
        return equals(START) || view.matches("\\w{1,256}(-\\d{1,2})?");
    }

    static CimFailure malformed(String text) {
        return new CimFailure(
                CimStatus.INVALID_ENUMERATION_CONTEXT,
                CimFailure.quoted(text)
                        + " is not where an answer of this kind can go on: ask again from its beginning");
    }
}
