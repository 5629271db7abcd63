package dev.ferry.format.config;

/** Which names and characters an XML file can hold. */
final class XmlText {
    private XmlText() {}

    /** Plain names only: a colon would be a namespace to Windows, and every name of a real file is ASCII. */
    static boolean isName(String name) {
        if (name.isEmpty() || !isNameStart(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> isNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.');
    }

    private static boolean isNameStart(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    /** The first code point that XML 1.0 has no way to write, or -1. */
    static int firstIllegal(String text) {
        return text.codePoints().filter(c -> !isLegal(c)).findFirst().orElse(-1);
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /** A carriage return is written as a reference: written plainly, every parser would turn it into a line feed. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }
}
