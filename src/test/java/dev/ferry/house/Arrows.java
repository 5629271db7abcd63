package dev.ferry.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may know whom. What is not in the table is not allowed; all may know the model, and the root package knows all. */
final class Arrows {
    private static final String ROOT = "dev.ferry";
    private static final Pattern REFERENCE =
            Pattern.compile("\\bdev\\.ferry(?:\\.([a-z]\\w*))?((?:\\.[a-z]\\w*)*)\\.([A-Z]\\w*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s+(?:static\\s+)?([\\w.]+)");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("storage", Set.of("model")),
            Map.entry("format", Set.of("model")),
            Map.entry("hypervisor", Set.of("model")),
            Map.entry("journal", Set.of("model")),
            Map.entry("cluster", Set.of("journal", "model")),
            Map.entry("view", Set.of("model")),
            Map.entry("security", Set.of("model")),
            Map.entry("telemetry", Set.of("model")),
            Map.entry("actor", Set.of("storage", "format", "hypervisor", "cluster", "model")),
            Map.entry("service", Set.of("actor", "view", "security", "model")),
            Map.entry("cim", Set.of("model")),
            Map.entry("endpoint", Set.of("cim", "security", "model")),
            Map.entry("cli", Set.of()));

    private static final Set<String> DOORS_WITHOUT_CIM = Set.of("rest", "web");

    private Arrows() {}

    static List<String> violations(List<Source> sources) {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            String from = source.packageName();
            if (source.isMain() && from.startsWith(ROOT + ".")) {
                check(source, from.substring(ROOT.length() + 1), found);
            }
        }
        return found;
    }

    private static void check(Source source, String from, List<String> found) {
        String layer = from.split("\\.", -1)[0];
        Set<String> bad = new TreeSet<>();
        Matcher matcher = REFERENCE.matcher(source.code());
        while (matcher.find()) {
            String to = matcher.group(1) == null ? "(root)" : matcher.group(1);
            String rest = matcher.group(2).isEmpty() ? "" : matcher.group(2).substring(1);
            if (!isAllowed(from, layer, to, rest, matcher.group(3))) {
                bad.add(matcher.group());
            }
        }
        if (layer.equals("model")) {
            bad.addAll(foreign(source));
        }
        bad.forEach(name -> found.add(source.path() + " may not know " + name));
    }

    private static boolean isAllowed(String from, String layer, String to, String below, String name) {
        if (layer.equals(to)) {
            return !layer.equals("endpoint") || sameDoor(from, below);
        }
        if (layer.equals("cli")) {
            return to.equals("model") && below.isEmpty() && name.equals("ReturnCode");
        }
        boolean atTheDesk = layer.equals("cim") || (layer.equals("endpoint") && DOORS_WITHOUT_CIM.contains(door(from)));
        boolean desk = atTheDesk && (to.equals("service") || isAnswerOfService(to, below));
        return desk || ALLOWED.getOrDefault(layer, Set.of()).contains(to);
    }

    /** Services answer with rows of views, and with what a node's hands have found. */
    private static boolean isAnswerOfService(String to, String below) {
        return to.equals("view") || (to.equals("actor") && below.equals("copy"));
    }

    /** What lies in endpoint itself belongs to all doors. */
    private static boolean sameDoor(String from, String below) {
        return below.isEmpty() || below.split("\\.", -1)[0].equals(door(from));
    }

    private static String door(String from) {
        String[] names = from.split("\\.", -1);
        return names.length > 1 ? names[1] : "";
    }

    private static List<String> foreign(Source source) {
        List<String> bad = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(source.code());
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean known = name.startsWith("java.")
                    || name.startsWith("dev.ferry.")
                    || name.startsWith("com.fasterxml.jackson.annotation.");
            if (!known) {
                bad.add(name);
            }
        }
        return bad;
    }
}
