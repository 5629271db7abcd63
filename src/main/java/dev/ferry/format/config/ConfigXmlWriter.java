package dev.ferry.format.config;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.ferry.format.FormatException;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.Base64;
import java.util.Locale;

/** Writes a configuration to the byte as Windows does: UTF-16LE with a mark, CRLF, two spaces, base64 in lines of 64. */
public final class ConfigXmlWriter {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?>";
    private static final String LINE_END = "\r\n";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'});

    private final String label;
    private final StringBuilder out = new StringBuilder(64 * 1024);

    private ConfigXmlWriter(String label) {
        this.label = label;
    }

    /** The bytes of the file, or why this tree has no XML form; {@code label} names the file in that sentence. */
    public static byte[] write(String label, ConfigTree tree) throws FormatException {
        ConfigXmlWriter writer = new ConfigXmlWriter(label);
        writer.out.append('\uFEFF').append(HEAD);
        writer.node(tree.root(), "", 0);
        return writer.out.toString().getBytes(UTF_16LE);
    }

    private void node(ConfigNode node, String parentPath, int depth) throws FormatException {
        String path = parentPath.isEmpty() ? node.name() : parentPath + "/" + node.name();
        if (depth >= ConfigXmlReader.MAX_DEPTH) {
            throw unwritable("'" + path + "' lies deeper than " + ConfigXmlReader.MAX_DEPTH + " levels");
        }
        if (!XmlText.isName(node.name())) {
            throw unwritable(
                    "the name '" + printable(node.name()) + "' below '" + parentPath + "' can't be an XML name");
        }
        out.append(LINE_END).append("  ".repeat(depth)).append('<').append(node.name());
        switch (node) {
            case Leaf leaf ->
                out.append(" type=\"")
                        .append(leaf.value().typeName())
                        .append("\">")
                        .append(text(leaf.value(), path));
            case Branch branch -> {
                out.append('>');
                for (ConfigNode child : branch.children()) {
                    node(child, path, depth + 1);
                }
                out.append(LINE_END).append("  ".repeat(depth));
            }
        }
        out.append("</").append(node.name()).append('>');
    }

    private String text(ConfigValue value, String path) throws FormatException {
        return switch (value) {
            case ConfigValue.IntegerValue(long number) -> Long.toString(number);
            case ConfigValue.BoolValue(boolean flag) -> flag ? "True" : "False";
            case ConfigValue.BytesValue bytes -> base64(bytes.bytes());
            case ConfigValue.StringValue(String text) -> {
                int illegal = XmlText.firstIllegal(text);
                if (illegal >= 0) {
                    throw unwritable(String.format(
                            Locale.ROOT,
                            "the value of '%s' has the character U+%04X, which XML has no form for",
                            path,
                            illegal));
                }
                yield XmlText.escape(text);
            }
        };
    }

    private static String base64(byte[] bytes) {
        return bytes.length == 0 ? "" : BASE64.encodeToString(bytes) + LINE_END;
    }

    private static String printable(String name) {
        StringBuilder shown = new StringBuilder();
        name.chars()
                .forEach(c ->
                        shown.append(c < 0x20 || c > 0x7E ? String.format(Locale.ROOT, "\\u%04X", c) : "" + (char) c));
        return shown.toString();
    }

    private FormatException unwritable(String rule) {
        return new FormatException(Refusal.of(
                ReturnCode.INCORRECT_DATA_TYPE,
                label + " can't be written: " + rule,
                "Change or remove that name or value in the system's configuration."));
    }
}
