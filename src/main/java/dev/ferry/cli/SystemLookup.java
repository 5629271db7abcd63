package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which system is meant: an id is itself, and a name is the one that bears it. */
final class SystemLookup {
    private static final Pattern ID = Pattern.compile("\\{?(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\}?");

    private final FerryClient client;

    SystemLookup(FerryClient client) {
        this.client = client;
    }

    String id(String nameOrId) {
        var id = ID.matcher(nameOrId.strip());
        if (id.matches()) {
            return id.group(1);
        }
        // The name may hold a * or ?, which the node reads as a pattern; what it finds holds the name itself as well.
        List<JsonNode> found = client.list("/systems", Map.of("name", nameOrId)).stream()
                .filter(system -> system.path("name").asText().equals(nameOrId))
                .toList();
        if (found.isEmpty()) {
            throw ClientProblem.refused(
                    ReturnCode.INVALID_PARAMETER,
                    "no system is named '" + nameOrId + "'",
                    "See the names with `ferry systems`; upper and lower case differ.");
        }
        if (found.size() > 1) {
            throw ClientProblem.refused(
                    ReturnCode.INVALID_PARAMETER,
                    found.size() + " systems are named '" + nameOrId + "': "
                            + found.stream().map(SystemLookup::idOf).collect(Collectors.joining(", ")),
                    "Say which one by its id.");
        }
        return idOf(found.getFirst());
    }

    /** The path below {@code /api/v1}. */
    String path(String nameOrId) {
        return "/systems/" + FerryClient.segment(id(nameOrId));
    }

    static String idOf(JsonNode system) {
        return system.path("id").asText();
    }
}
