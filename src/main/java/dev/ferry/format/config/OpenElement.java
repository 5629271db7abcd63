package dev.ferry.format.config;

import dev.ferry.format.FormatException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** An element whose end has not been read yet: a branch when it has no type, else a leaf of that type. */
record OpenElement(String name, String type, int line, List<ConfigNode> children, StringBuilder text) {
    OpenElement(String name, String type, int line) {
        this(name, type, line, new ArrayList<>(), new StringBuilder());
    }

    ConfigNode node(String label) throws FormatException {
        return type == null ? new Branch(name, children) : new Leaf(name, value(label));
    }

    private ConfigValue value(String label) throws FormatException {
        String plain = text.toString();
        try {
            return switch (type) {
                case "string" -> ConfigValue.of(plain);
                case "integer" -> ConfigValue.of(Long.parseLong(plain.strip()));
                case "bool" -> ConfigValue.of(flag(plain.strip()));
                case "bytes" -> ConfigValue.of(Base64.getDecoder().decode(plain.replaceAll("\\s", "")));
                default -> throw new IllegalArgumentException("types are integer, string, bool and bytes");
            };
        } catch (IllegalArgumentException e) {
            throw FormatException.brokenAt(
                    label,
                    line,
                    "'" + name + "' is not a value of type '" + shown(type) + "' (" + shown(e.getMessage()) + ")",
                    e);
        }
    }

    /** Errors are read by people: a hostile value of megabytes is not repeated in one. */
    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("True or False, not '" + text + "'");
        };
    }
}
