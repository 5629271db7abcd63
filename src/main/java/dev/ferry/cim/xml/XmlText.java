package dev.ferry.cim.xml;

/** Characters as XML can hold them. What XML has no form for becomes the replacement character. */
public final class XmlText {
    private static final int REPLACEMENT = 0xFFFD;

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
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                case '"' -> out.append(isAttribute ? "&quot;" : "\"");
                case '\n', '\t' -> out.append(isAttribute ? "&#" + c + ";" : String.valueOf((char) c));
                default -> out.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
            }
        });
        return out.toString();
    }

    private static boolean isCharacter(int c) {
        boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !isSurrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
