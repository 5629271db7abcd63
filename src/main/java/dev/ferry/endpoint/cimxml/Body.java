package dev.ferry.endpoint.cimxml;

import dev.ferry.endpoint.Characters;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies of requests and answers: packed or not, and in which characters. */
final class Body {
    /** Less than this is not worth packing. */
    private static final int PACKED_MIN = 1024;

    private static final Pattern WEIGHS_NOTHING = Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*$");

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

    /** A coding may have its old name. */
    static boolean isGzip(String coding) {
        return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip");
    }

    /** Whether a client takes a packed answer, by its {@code Accept-Encoding}: what weighs nothing is not taken. */
    static boolean isPackedTaken(String accepted) {
        return Arrays.stream(accepted.split(","))
                .filter(each -> !WEIGHS_NOTHING.matcher(each).find())
                .anyMatch(each -> isGzip(each.replaceFirst(";.*", "").strip()));
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

    /** {@code charset} is what HTTP says, "" for nothing. */
    static String text(byte[] bytes, String charset) throws Unreadable {
        try {
            return Characters.read(bytes, charset);
        } catch (CharConversionException e) {
            throw new Unreadable(Rule.NOT_WELL_FORMED, e.getMessage(), e);
        }
    }
}
