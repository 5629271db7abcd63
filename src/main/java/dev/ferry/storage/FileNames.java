package dev.ferry.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for files and folders that both Windows and Linux can hold, made from names that people give. */
public final class FileNames {
    private static final int MAX_BYTES = 255;
    private static final String ILLEGAL = "<>:\"/\\|?*";
    private static final Set<String> RESERVED = Set.of(
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
            "COM8", "COM9", "COM¹", "COM²", "COM³", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8",
            "LPT9", "LPT¹", "LPT²", "LPT³");

    private FileNames() {}

    /** Whether Windows takes the name for a device, whatever follows its first dot. */
    static boolean isReserved(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return RESERVED.contains(stem.stripTrailing().toUpperCase(Locale.ROOT));
    }

    /** A name for a folder or file, percent-escaped where it must be; different names stay different. */
    public static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        boolean first = isReserved(name) || name.equalsIgnoreCase(Names.OWN_FOLDER);
        int[] points = name.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            boolean last = i == points.length - 1 && (points[i] == '.' || points[i] == ' ');
            if (isIllegal(points, i) || last || (first && i == 0)) {
                appendEscaped(escaped, points[i]);
            } else {
                escaped.appendCodePoint(points[i]);
            }
        }
        return shortened(escaped.isEmpty() ? "%00" : escaped.toString());
    }

    private static boolean isIllegal(int[] points, int i) {
        int c = points[i];
        boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        // A lone half of a pair has no UTF-8 form.
        boolean half = c >= 0xd800 && c < 0xe000;
        boolean ambiguous = c == '%' && i + 2 < points.length && isHex(points[i + 1]) && isHex(points[i + 2]);
        return control || half || ambiguous || ILLEGAL.indexOf(c) >= 0;
    }

    private static boolean isHex(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static void appendEscaped(StringBuilder out, int point) {
        boolean half = point >= 0xd800 && point < 0xe000;
        byte[] bytes = half
                ? new byte[] {(byte) 0xed, (byte) (0x80 | (point >> 6 & 0x3f)), (byte) (0x80 | (point & 0x3f))}
                : Character.toString(point).getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
    }

    private static String shortened(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        byte[] hash = Hashes.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
        String suffix = "~" + HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
        return cut(name, MAX_BYTES - suffix.length()) + suffix;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest beginning that fits, without half a character or half an escape. */
    private static String cut(String text, int maxBytes) {
        int end = Math.min(text.length(), maxBytes);
        while (bytes(text.substring(0, end)) > maxBytes) {
            end = text.offsetByCodePoints(end, -1);
        }
        if (end > 0 && end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        int percent = text.lastIndexOf('%', end - 1);
        return text.substring(0, percent >= 0 && percent > end - 3 ? percent : end);
    }

    /** The same names in the same order, where one that was there before, without regard to case, gets a number. */
    public static List<String> distinct(List<String> names) {
        Set<String> given = new HashSet<>();
        names.forEach(name -> given.add(Names.folded(name)));
        Set<String> used = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String chosen = name;
            for (int n = 2; !used.add(Names.folded(chosen)); n++) {
                chosen = numbered(name, n);
                // A number must not take the name that a later file has of its own.
                while (given.contains(Names.folded(chosen))) {
                    chosen = numbered(name, ++n);
                }
            }
            distinct.add(chosen);
        }
        return List.copyOf(distinct);
    }

    private static String numbered(String name, int n) {
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        String end = " (" + n + ")" + (dot <= 0 ? "" : name.substring(dot));
        return cut(stem, Math.max(1, MAX_BYTES - bytes(end))) + end;
    }
}
