package dev.ferry.figures;

import java.nio.charset.StandardCharsets;

/** Looks for what tells how an answer came out, without reading it as XML: the reader must cost less than the writer. */
final class Counting {
    private Counting() {}

    static int of(byte[] answer, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        for (int at = 0; at <= answer.length - wanted.length; at++) {
            if (answer[at] == wanted[0] && isAt(answer, at, wanted)) {
                found++;
                at += wanted.length - 1;
            }
        }
        return found;
    }

    private static boolean isAt(byte[] answer, int from, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (answer[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text between the first of one and the next of the other; "" when there is none. */
    static String between(byte[] answer, String before, String after) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(before);
        int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
        return to < 0 ? "" : text.substring(from + before.length(), to);
    }
}
