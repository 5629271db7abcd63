package dev.ferry.format.definition;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigNode;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.format.config.Leaf;
import dev.ferry.model.Guid;
import java.util.Optional;

/**
 * The values below one branch, with errors that name the file and the whole path. Missing is one thing (there is a
 * default, or the error says what is missing); of another type is always an error, never quietly the default.
 */
record Values(String label, String place, Branch branch) {
    Optional<String> string(String path) throws FormatException {
        return switch (value(path)) {
            case null -> Optional.empty();
            case ConfigValue.StringValue(String text) -> Optional.of(text);
            case ConfigValue other -> throw wrongType(path, "string", other);
        };
    }

    String string(String path, String missing) throws FormatException {
        return string(path).orElse(missing);
    }

    String required(String path) throws FormatException {
        return string(path).orElseThrow(() -> broken("'" + where(path) + "' is missing"));
    }

    String requiredGuid(String path) throws FormatException {
        String text = required(path);
        if (!Guid.isGuid(text)) {
            throw broken("'" + where(path) + "' is not a GUID but '" + text + "'");
        }
        return Guid.canonical(text);
    }

    /** A GUID in its canonical form; "" when it is missing or empty, and any other text as it is. */
    String looseGuid(String path) throws FormatException {
        String text = string(path, "");
        return Guid.isGuid(text) ? Guid.canonical(text) : text;
    }

    long number(String path, long missing, long least, long most) throws FormatException {
        long number =
                switch (value(path)) {
                    case null -> missing;
                    case ConfigValue.IntegerValue(long found) -> found;
                    case ConfigValue other -> throw wrongType(path, "integer", other);
                };
        if (number < least || number > most) {
            throw broken("'" + where(path) + "' is " + number + ", not between " + least + " and " + most);
        }
        return number;
    }

    boolean flag(String path, boolean missing) throws FormatException {
        return switch (value(path)) {
            case null -> missing;
            case ConfigValue.BoolValue(boolean flag) -> flag;
            case ConfigValue other -> throw wrongType(path, "bool", other);
        };
    }

    Values below(Branch child) {
        return new Values(label, where(child.name()), child);
    }

    FormatException broken(String rule) {
        return FormatException.broken(label, rule);
    }

    String where(String path) {
        return place.isEmpty() ? path : place + "/" + path;
    }

    private ConfigValue value(String path) throws FormatException {
        Optional<ConfigNode> found = branch.node(path);
        if (found.isEmpty()) {
            return null;
        }
        return switch (found.get()) {
            case Leaf leaf -> leaf.value();
            case Branch _ -> throw broken("'" + where(path) + "' has names below it where a value belongs");
        };
    }

    private FormatException wrongType(String path, String wanted, ConfigValue found) {
        return broken("'" + where(path) + "' is of type " + found.typeName() + ", not " + wanted);
    }
}
