package dev.ferry.conformance;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigNode;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.format.config.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** All values of a definition file, by their places in it. */
final class Definition {
    private Definition() {}

    static Map<String, String> values(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            add(
                    values,
                    "",
                    ConfigXmlReader.read(file.toString(), Files.readAllBytes(file))
                            .root());
        } catch (FormatException e) {
            throw new IOException(e);
        }
        return values;
    }

    private static void add(Map<String, String> values, String place, ConfigNode node) {
        switch (node) {
            case Leaf leaf -> values.put(place, text(leaf.value()));
            case Branch branch ->
                branch.children()
                        .forEach(child ->
                                add(values, place.isEmpty() ? child.name() : place + "/" + child.name(), child));
        }
    }

    private static String text(ConfigValue value) {
        return switch (value) {
            case ConfigValue.IntegerValue(long number) -> Long.toString(number);
            case ConfigValue.BoolValue(boolean flag) -> flag ? "True" : "False";
            case ConfigValue.BytesValue bytes -> HexFormat.of().formatHex(bytes.bytes());
            case ConfigValue.StringValue(String text) -> text;
        };
    }
}
