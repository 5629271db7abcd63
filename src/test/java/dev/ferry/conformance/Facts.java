package dev.ferry.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cim.value.CimDateTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final String OF = "id of its system";
    private static final String GENERATION = "generation, or file properties/subtype";
    private static final String SAVED = "state, or file savedstate";
    private static final String HOME = "folder of definitionFile";
    private static final String SORT = "where REST lists it";

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
            facts.system(system);
        }
        Map<String, String> submitted = ground.submitted();
        for (JsonNode job : ground.list("/jobs?all=true")) {
            facts.job(job, submitted.get(job.path("id").asText()));
        }
        facts.add(facts.ofNode, "node ", ground.get("/nodes/node1"));
        for (JsonNode network : ground.list("/networks")) {
            facts.put(facts.ofNode, "network name", network.path("name").asText());
        }
        return facts;
    }

    private void system(JsonNode system) throws IOException {
        String id = system.path("id").asText();
        Map<String, Set<String>> own = subject(id);
        boolean isPlanned = system.path("planned").asBoolean();
        add(own, "", system);
        put(own, SORT, isPlanned ? "planned system" : "system");
        put(own, OF, id);
        put(own, GENERATION, system.path("generation").asText());
        put(own, SAVED, system.path("state").asText().equals("Saved") ? "TRUE" : "FALSE");
        Path definition = Path.of(system.path("definitionFile").asText());
        Path home = definition.getParent().getParent();
        if (!isPlanned) {
            put(own, HOME, home.toString());
        }
        file(own, definition);
        devices(id, definition);
        for (JsonNode snapshot : system.path("snapshots")) {
            Map<String, Set<String>> its = subject(snapshot.path("id").asText());
            boolean isMissing = snapshot.path("missing").asBoolean();
            add(its, "", snapshot);
            put(its, SORT, (isMissing ? "missing " : isPlanned ? "planned " : "") + "snapshot");
            put(its, OF, id);
            if (isMissing) {
                put(its, "name", snapshot.path("id").asText());
            }
            if (!isPlanned) {
                put(its, HOME, home.toString());
            }
            snapshotFile(its, snapshot.path("id").asText());
        }
    }

    /** When it was submitted, only the row of the database tells. */
    private void job(JsonNode job, String submitted) {
        Map<String, Set<String>> own = subject(job.path("id").asText());
        add(own, "job ", job);
        for (JsonNode told : List.of(job.path("errors"), job.path("warnings"))) {
            told.forEach(one -> put(
                    own,
                    TOLD,
                    one.isTextual() ? one.asText() : one.path("message").asText()));
        }
        put(
                own,
                "job errors[0].code or 0",
                job.path("errors").path(0).path("code").asText("0"));
        put(own, "database job_view.created_at", submitted);
        String what = job.path("kind").asText() + " Virtual Machine '"
                + job.path("systemName").asText() + "'";
        put(own, "job kind and systemName", what);
        put(
                own,
                "job kind, systemName and target",
                what + ", " + job.path("target").asText());
        if (job.hasNonNull("startedAt") && job.hasNonNull("endedAt")) {
            Duration took = Duration.between(
                    Instant.parse(job.path("startedAt").asText()),
                    Instant.parse(job.path("endedAt").asText()));
            put(own, "job startedAt to endedAt", CimDateTime.of(took).text());
        }
    }

    private void devices(String owner, Path definition) throws IOException {
        put(subject(owner), "file boot order", DeviceFacts.bootOrder(definition));
        for (DeviceFacts.Told told : DeviceFacts.of(owner, definition)) {
            Map<String, Set<String>> its = subject(told.instanceId());
            put(its, "file kind of the device", told.kind());
            put(its, "file place of the device", told.place());
        }
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
        // Texts within paths have each backslash twice.
        String plain = text.toUpperCase(Locale.ROOT).replace("\\\\", "\\");
        int id = plain.lastIndexOf("MICROSOFT:");
        if (id >= 0) {
            all.putAll(byId.getOrDefault(plain.substring(id).replace("\"", ""), Map.of()));
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
                devices(id, file);
            }
            for (String subtype : facts.getOrDefault("file properties/subtype", Set.of())) {
                put(facts, GENERATION, Integer.toString(Integer.parseInt(subtype) + 1));
            }
            if (!found.isEmpty()) {
                boolean isSaved = facts.keySet().stream().anyMatch(place -> place.startsWith("file savedstate/"));
                put(facts, SAVED, isSaved ? "TRUE" : "FALSE");
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
        if (value.startsWith("{") && value.endsWith("}")) {
            values.add(value.substring(1, value.length() - 1));
        }
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
