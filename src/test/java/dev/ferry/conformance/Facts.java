package dev.ferry.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cim.value.CimDateTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What REST and the definition files tell of a system, a snapshot or a job, and, of whatever is none of these, what they tell of the node. */
final class Facts {
    private static final String TOLD = "job errors[].message or warnings[]";
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final Map<String, Map<String, Set<String>>> byId = new HashMap<>();
    private final Map<String, Set<String>> ofNode = new TreeMap<>();
    private final Path volume;

    private Facts(Path volume) {
        this.volume = volume;
    }

    static Facts of(Ground ground) throws IOException {
        Facts facts = new Facts(ground.volume());
        for (JsonNode system : ground.list("/systems")) {
            Map<String, Set<String>> own = facts.subject(system.path("id").asText());
            facts.add(own, "", system);
            if (system.hasNonNull("definitionFile")) {
                facts.file(own, Path.of(system.path("definitionFile").asText()));
            }
            for (JsonNode snapshot : system.path("snapshots")) {
                Map<String, Set<String>> its = facts.subject(snapshot.path("id").asText());
                facts.add(its, "", snapshot);
                facts.snapshotFile(its, snapshot.path("id").asText());
            }
        }
        for (JsonNode job : ground.list("/jobs?all=true")) {
            Map<String, Set<String>> own = facts.subject(job.path("id").asText());
            facts.add(own, "job ", job);
            for (JsonNode told : List.of(job.path("errors"), job.path("warnings"))) {
                told.forEach(one -> facts.put(
                        own,
                        TOLD,
                        one.isTextual() ? one.asText() : one.path("message").asText()));
            }
        }
        facts.add(facts.ofNode, "node ", ground.get("/nodes/node1"));
        for (JsonNode network : ground.list("/networks")) {
            facts.put(facts.ofNode, "network name", network.path("name").asText());
        }
        return facts;
    }

    /** Of all that a path or a text names. */
    Map<String, Set<String>> about(String text) {
        Map<String, Set<String>> all = new TreeMap<>();
        Matcher named = GUID.matcher(text);
        while (named.find()) {
            byId.getOrDefault(named.group().toUpperCase(Locale.ROOT), Map.of())
                    .forEach((place, values) -> all.computeIfAbsent(place, _ -> new LinkedHashSet<>())
                            .addAll(values));
        }
        return all.isEmpty() ? ofNode : all;
    }

    /** Whether nothing that REST knows by an identity is named. */
    boolean isOfNode(String text) {
        return GUID.matcher(text)
                .results()
                .noneMatch(named -> byId.containsKey(named.group().toUpperCase(Locale.ROOT)));
    }

    private Map<String, Set<String>> subject(String id) {
        return byId.computeIfAbsent(id.toUpperCase(Locale.ROOT), _ -> new TreeMap<>());
    }

    private void add(Map<String, Set<String>> facts, String place, JsonNode node) {
        if (node.isObject()) {
            String start = place.isEmpty() || place.endsWith(" ") ? place : place + ".";
            node.properties().forEach(field -> add(facts, start + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> add(facts, place + "[]", element));
        } else if (!node.isNull()) {
            put(facts, place, node.asText());
        }
    }

    private void snapshotFile(Map<String, Set<String>> facts, String id) throws IOException {
        try (Stream<Path> walk = Files.walk(volume)) {
            List<Path> found = walk.filter(file -> file.endsWith("Snapshots/" + id + ".xml"))
                    .toList();
            for (Path file : found) {
                file(facts, file);
            }
        }
    }

    /** Parts that are numbered or named by an identity are all the same place. */
    private void file(Map<String, Set<String>> facts, Path file) throws IOException {
        Definition.values(file)
                .forEach(
                        (place, value) -> put(facts, "file " + place.replaceAll("_[0-9a-f-]{36}_|[0-9]+", "*"), value));
    }

    /** Also as clients of CIM write it: a path of Windows, a time, an identifier without braces. */
    private void put(Map<String, Set<String>> facts, String place, String value) {
        Set<String> values = facts.computeIfAbsent(place, _ -> new LinkedHashSet<>());
        values.add(value);
        if (value.startsWith(volume.toString())) {
            values.add(Ground.path(value.substring(volume.toString().length() + 1)));
        }
        if (value.endsWith("Z")) {
            try {
                values.add(CimDateTime.of(Instant.parse(value)).text());
            } catch (DateTimeParseException _) {
                // It only ends like a time.
            }
        }
    }
}
