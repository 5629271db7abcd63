package dev.ferry.format.config;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferry.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Tells the encoding by the bytes, never by the declaration: real files declare UTF-16 and are ASCII. */
final class XmlEncoding {
    private XmlEncoding() {}

    static String decode(String label, byte[] bytes) throws FormatException {
        int mark = markLength(bytes);
        Charset charset = charsetOf(bytes);
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FormatException.brokenAt(label, 1, "the text is not valid " + charset.name(), e);
        }
    }

    private static int markLength(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF) ? 2 : 0;
    }

    private static Charset charsetOf(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, '<', 0)) {
            return UTF_16LE;
        }
        return starts(bytes, 0xFE, 0xFF) || starts(bytes, 0, '<') ? UTF_16BE : UTF_8;
    }

    private static boolean starts(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
