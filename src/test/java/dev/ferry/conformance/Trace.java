package dev.ferry.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What lies in a folder, so that two can be compared: every file with a sum of its bytes, and every value of every definition. Reports
 * of what was done have their own times, and count by their names. Folders and identities that
 * differ between two copies are given placeholders, and the order of snapshots, which is that of their identities, does not count.
 */
record Trace(TreeSet<String> lines) {
    /** Identities that every copy has of its own. */
    private static final Pattern OWN = Pattern.compile("InstanceGuid$|generation_id$");

    /** Sums of pieces, of files that have their own times among them. */
    private static final String SUMS = "ferry.manifest.d/";

    static Trace of(Path folder, Map<String, String> placeholders) throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (name.contains(SUMS)) {
                    continue;
                }
                if (name.endsWith(".xml") || name.endsWith(".exp")) {
                    lines.add(name);
                    Definition.values(file).entrySet().stream()
                            .filter(value -> !OWN.matcher(value.getKey()).find())
                            .forEach(value -> lines.add(name + ": " + value.getKey() + " = " + value.getValue()));
                } else {
                    lines.add(name.endsWith(".json") ? name : name + " " + sum(file));
                }
            }
        }
        return new Trace(new TreeSet<>(
                lines.stream().map(line -> plain(line, placeholders)).toList()));
    }

    /** What only the other has with a minus, and what only this has with a plus. */
    List<String> against(Trace other) {
        List<String> all = new ArrayList<>();
        other.lines.stream().filter(line -> !lines.contains(line)).forEach(line -> all.add("-" + line));
        lines.stream().filter(line -> !other.lines.contains(line)).forEach(line -> all.add("+" + line));
        return all;
    }

    private static String plain(String text, Map<String, String> placeholders) {
        String plain = text;
        for (Map.Entry<String, String> one : placeholders.entrySet()) {
            plain = plain.replace(one.getKey(), one.getValue());
        }
        return plain.replaceAll("list/node[0-9]+/", "list/node/");
    }

    private static String sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
