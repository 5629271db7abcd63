package dev.ferry.cim.xml;

/** Characters as XML can hold them. What XML has no form for becomes the replacement character. */
public final class XmlText {
    private static final String REPLACEMENT = "\uFFFD";

    private XmlText() {}

    /** For the text of an element; a carriage return is spelled out, since parsers make a line feed of it. */
    public static String inElement(String text) {
        return escaped(text, false);
    }

    /** For an attribute in double quotes. */
    public static String inAttribute(String text) {
        return escaped(text, true);
    }

    /** Most texts of CIM are names, ids and numbers. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' || c >= Character.MIN_SURROGATE || c == '&' || c == '<' || c == '>' || c == '"') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text, boolean isAttribute) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + text.length() / 8 + 16);
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            String other = other(c, isAttribute);
            if (other != null) {
                out.append(text, from, at).append(other);
                from = next;
            }
            at = next;
        }
        return out.append(text, from, text.length()).toString();
    }

    /** What is written for a character; null for itself. */
    private static String other(int c, boolean isAttribute) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\r' -> "&#13;";
            case '"' -> isAttribute ? "&quot;" : null;
            case '\n' -> isAttribute ? "&#10;" : null;
            case '\t' -> isAttribute ? "&#9;" : null;
            default -> isCharacter(c) ? null : REPLACEMENT;
        };
    }

    private static boolean isCharacter(int c) {
        boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !isSurrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
