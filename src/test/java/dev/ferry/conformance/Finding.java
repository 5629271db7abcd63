package dev.ferry.conformance;

import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was seen of one property in all instances of a class. When it differs between them, the place is looked for where REST or the
 * definition file tells the same of each of them.
 */
final class Finding {
    private static final BigInteger MIB = BigInteger.valueOf(1 << 20);
    private static final int TELLING = 8;
    private static final int CODE_LENGTH = 64;
    private static final int SHOWN_LENGTH = 160;
    private static final String VARIES = "varies | no other path tells it";
    /** Words that CIM has numbers for. */
    private static final List<String> CODED = List.of(
            "generation, or file properties/subtype",
            "state",
            "job state",
            "job kind",
            "generation",
            "where REST lists it",
            "file boot order",
            "file kind of the device",
            "disks[].kind",
            "node state",
            "file properties/type_id");

    /** Where there are few, such values agree with something by chance. */
    private static final Pattern SMALL = Pattern.compile("[0-9]*|TRUE|FALSE");

    private record Seen(List<String> texts, boolean isTime, boolean isOfNode, Map<String, Set<String>> facts) {}

    private enum Way {
        SAME("as `%s`"),
        MEBIBYTES("as `%s`, in MiB"),
        HOLDS("holds `%s`");

        private final String told;

        Way(String told) {
            this.told = told;
        }

        boolean agrees(String value, String fact) {
            return switch (this) {
                case SAME -> value.equalsIgnoreCase(fact) || value.equalsIgnoreCase("{" + fact + "}");
                case MEBIBYTES -> isMebibytes(value, fact);
                case HOLDS -> fact.length() >= TELLING && value.contains(fact);
            };
        }
    }

    private final String property;
    private final List<Seen> seen = new ArrayList<>();

    private Finding(String property) {
        this.property = property;
    }

    static Finding of(List<CimInstance> instances, String property, Facts facts) {
        Finding finding = new Finding(property);
        for (CimInstance instance : instances) {
            CimValue value = instance.value(property);
            List<String> texts = texts(value);
            if (!texts.isEmpty()) {
                String subject = instance.path().orElseThrow().toString();
                finding.seen.add(
                        new Seen(texts, value instanceof CimValue.Time, facts.isOfNode(subject), facts.about(subject)));
            }
        }
        return finding;
    }

    private static List<String> texts(CimValue value) {
        return switch (value) {
            case CimValue.Null _ -> List.of();
            case CimValue.Array(var _, var elements) ->
                elements.stream().map(CimValue::text).toList();
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Text _,
                    CimValue.Time _,
                    CimValue.Reference _ -> List.of(value.text());
        };
    }

    /** The words of the document. The node is told by other places than what it has, so it is looked at by itself. */
    String told() {
        if (seen.isEmpty()) {
            return "always null";
        }
        Finding node = only(true);
        Finding others = only(false);
        if (node.seen.isEmpty() || others.seen.isEmpty()) {
            return value().map(text -> "constant | " + text)
                    .or(() -> agreement().map(source -> "served | " + source))
                    .orElse(VARIES);
        }
        Optional<String> agreed = others.agreement();
        String ofNode = "; of the node " + node.agreement().or(node::value).orElse("otherwise");
        return agreed.map(source -> "served | " + source + ofNode)
                .or(() -> others.value().map(text -> "constant | " + text + ofNode))
                .orElse(VARIES);
    }

    private Finding only(boolean isOfNode) {
        Finding finding = new Finding(property);
        seen.stream().filter(one -> one.isOfNode() == isOfNode).forEach(finding.seen::add);
        return finding;
    }

    /** The one that all have; moments are never meant to be the same. */
    private Optional<String> value() {
        boolean isMoment = seen.stream()
                .anyMatch(one -> one.isTime() && !one.texts().getFirst().contains(":000"));
        Set<String> values =
                seen.stream().map(one -> String.join(", ", one.texts())).collect(Collectors.toSet());
        return values.size() == 1 && !isMoment
                ? Optional.of(plain(values.iterator().next()))
                : Optional.empty();
    }

    private static String plain(String text) {
        String line = text.replaceAll("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", "GUID")
                .replaceAll("(?i)node1", "NODE")
                .replace("|", "\\|")
                .replace("\n", " ");
        if (line.isEmpty()) {
            return "an empty text";
        }
        return "`" + (line.length() > SHOWN_LENGTH ? line.substring(0, SHOWN_LENGTH) + "..." : line) + "`";
    }

    private Optional<String> agreement() {
        if (value().isPresent() && !seen.getFirst().isOfNode()) {
            return Optional.empty();
        }
        String named = property.equals("VirtualQuantity") ? "/size" : "/" + property.toLowerCase(Locale.ROOT);
        List<String> places = seen.stream()
                .flatMap(one -> one.facts().keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(Finding::isOfFile)
                        .thenComparing(this::width)
                        .thenComparing(place -> !place.endsWith(named))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (Way way : Way.values()) {
            for (String place : places) {
                if (seen.stream().allMatch(one -> agrees(one, place, way))) {
                    return Optional.of(way.told.formatted(place));
                }
            }
        }
        return CODED.stream()
                .flatMap(place -> coded(place).stream())
                .findFirst()
                .or(() -> together(places));
    }

    /** REST tells it of systems, and the definition files tell it of their snapshots, of which REST tells less. */
    private Optional<String> together(List<String> places) {
        for (Way way : List.of(Way.SAME, Way.MEBIBYTES)) {
            for (String place : places.stream().filter(one -> !isOfFile(one)).toList()) {
                List<Seen> rest = seen.stream()
                        .filter(one -> !one.facts().containsKey(place))
                        .toList();
                boolean isPart = rest.size() < seen.size()
                        && rest.stream()
                                .anyMatch(one ->
                                        !SMALL.matcher(one.texts().getFirst()).matches());
                if (isPart && seen.stream().allMatch(one -> rest.contains(one) || agrees(one, place, way))) {
                    Optional<String> other = places.stream()
                            .filter(Finding::isOfFile)
                            .filter(file -> rest.stream().allMatch(one -> agrees(one, file, way)))
                            .findFirst();
                    if (other.isPresent()) {
                        return other.map(file -> way.told.formatted(place) + ", or `" + file + "`");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOfFile(String place) {
        return place.startsWith("file ");
    }

    /** How much a place tells: one value of each is more than a choice of many. */
    private int width(String place) {
        return seen.stream()
                .mapToInt(one -> one.facts().getOrDefault(place, Set.of()).size())
                .sum();
    }

    private static boolean agrees(Seen one, String place, Way way) {
        Set<String> facts = one.facts().getOrDefault(place, Set.of());
        return one.texts().stream()
                .allMatch(value -> !(one.isOfNode() && SMALL.matcher(value).matches())
                        && facts.stream().anyMatch(fact -> way.agrees(value, fact)));
    }

    private static boolean isMebibytes(String value, String fact) {
        return value.matches("[0-9]{1,15}")
                && fact.matches("[0-9]{1,18}")
                && new BigInteger(value).multiply(MIB).equals(new BigInteger(fact));
    }

    /** One value for each word, and one word for each value. */
    private Optional<String> coded(String place) {
        Map<String, String> values = new TreeMap<>();
        for (Seen one : seen) {
            Set<String> facts = one.facts().getOrDefault(place, Set.of());
            String value = String.join(", ", one.texts());
            if (facts.size() != 1
                    || value.isEmpty()
                    || value.length() > CODE_LENGTH
                    || !values.computeIfAbsent(facts.iterator().next(), _ -> value)
                            .equals(value)) {
                return Optional.empty();
            }
        }
        return new HashSet<>(values.values()).size() < 2
                ? Optional.empty()
                : Optional.of("told by `" + place + "`: "
                        + values.entrySet().stream()
                                .map(one -> one.getKey() + " = " + one.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
