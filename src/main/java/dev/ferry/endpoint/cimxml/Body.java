package dev.ferry.endpoint.cimxml;

import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies of requests and answers: packed or not, and in which characters. */
final class Body {
    /** Less than this is not worth packing. */
    private static final int PACKED_MIN = 1024;

    private static final Pattern DECLARED = Pattern.compile("^<\\?xml[^>]{0,100}encoding=[\"']([\\w-]{1,40})[\"']");

    private Body() {}

    /** What was packed, unless that is more than {@code bytesMax}. */
    static byte[] unpacked(byte[] packed, long bytesMax) throws Unreadable {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes((int) bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new Unreadable(Rule.NOT_VALID, "unpacked, the request has more than " + bytesMax + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new Unreadable(Rule.NOT_WELL_FORMED, "the request is not packed as it says: " + e.getMessage(), e);
        }
    }

    static boolean isWorthPacking(byte[] bytes) {
        return bytes.length >= PACKED_MIN;
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A mark at its beginning tells most, then what HTTP says ({@code charset}, "" for nothing), then the document itself. */
    static String text(byte[] bytes, String charset) throws Unreadable {
        Charset used = marked(bytes)
                .or(() -> charset.isEmpty() ? declared(bytes) : named(charset))
                .orElseThrow(() ->
                        new Unreadable(Rule.NOT_WELL_FORMED, "the characters of the request must be UTF-8 or UTF-16"));
        try {
            String text = used.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable(Rule.NOT_WELL_FORMED, "the request is not of " + used.name(), e);
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

    private static Optional<Charset> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1).strip();
        Matcher matcher = DECLARED.matcher(head);
        return matcher.find() ? named(matcher.group(1)) : Optional.of(StandardCharsets.UTF_8);
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
