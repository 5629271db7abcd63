package dev.ferry.endpoint;

import java.io.CharConversionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which characters the XML of a request is written. */
public final class Characters {
    private static final Pattern DECLARED = Pattern.compile("^<\\?xml[^>]{0,100}encoding=[\"']([\\w-]{1,40})[\"']");
    private static final char NONE = '\uFFFD';

    private Characters() {}

    /** A mark at its beginning tells most, then what HTTP says ({@code charset}, "" for nothing), then the document itself. */
    public static String read(byte[] bytes, String charset) throws CharConversionException {
        Charset used = marked(bytes)
                .or(() -> charset.isEmpty() ? declared(bytes) : named(charset))
                .orElseThrow(() -> new CharConversionException(
                        "the characters of the request must be UTF-8, UTF-16, ISO-8859-1 or US-ASCII"));
        String text = new String(bytes, used);
        if (text.indexOf(NONE) >= 0) {
            requireWhole(bytes, used);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** What cannot be read stands in a text as a character that may also have been sent. */
    private static void requireWhole(byte[] bytes, Charset used) throws CharConversionException {
        try {
            var _ = used.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException _) {
            throw new CharConversionException("the request is not of " + used.name());
        }
    }

    private static Optional<Charset> marked(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return switch (first) {
            case 0xFEFF, 0x003C -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xFFFE, 0x3C00 -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xEFBB -> Optional.of(StandardCharsets.UTF_8);
            default -> Optional.empty();
        };
    }

    /** What can be read with one byte for each character is not of two, whatever the program says that made it from a text of its own. */
    private static Optional<Charset> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1).strip();
        Matcher matcher = DECLARED.matcher(head);
        boolean isTold =
                matcher.find() && !matcher.group(1).toUpperCase(Locale.ROOT).startsWith("UTF-16");
        return isTold ? named(matcher.group(1)) : Optional.of(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> named(String name) {
        return switch (name.replace("\"", "").strip().toUpperCase(Locale.ROOT)) {
            case "UTF-8", "UTF8" -> Optional.of(StandardCharsets.UTF_8);
            case "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
            case "ISO-8859-1" -> Optional.of(StandardCharsets.ISO_8859_1);
            case "UTF-16" -> Optional.of(StandardCharsets.UTF_16);
            case "UTF-16LE" -> Optional.of(StandardCharsets.UTF_16LE);
            case "UTF-16BE" -> Optional.of(StandardCharsets.UTF_16BE);
            default -> Optional.empty();
        };
    }
}
