package dev.ferry.endpoint.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes as the reference for people lists them. */
final class Reference {
    private static final Pattern WORD = Pattern.compile("(GET|POST|PATCH|DELETE)|`([^`]+)`");

    record Endpoint(String method, String path) {}

    private Reference() {}

    static List<Endpoint> endpoints() throws IOException {
        List<Endpoint> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/reference/rest.md"))) {
            String cell = line.startsWith("| ") ? line.substring(2, line.indexOf(" |", 2)) : "";
            if (cell.contains("`/")) {
                all.addAll(cell(cell));
            }
        }
        return all;
    }

    /** {@code GET, POST `/users`}, {@code DELETE `/users/{name}`, POST `...`}, {@code POST `/jobs/{id}/cancel`, `kill`}. */
    private static List<Endpoint> cell(String cell) {
        List<Endpoint> all = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        String last = "";
        boolean pathSeen = false;
        Matcher words = WORD.matcher(cell);
        while (words.find()) {
            if (words.group(1) != null) {
                if (pathSeen) {
                    methods.clear();
                    pathSeen = false;
                }
                methods.add(words.group(1));
                continue;
            }
            String text = words.group(2);
            String path = text.startsWith("/") ? text : last.substring(0, last.lastIndexOf('/') + 1) + text;
            for (String method : methods.isEmpty() ? List.of("GET") : methods) {
                all.add(new Endpoint(method, path));
            }
            last = path;
            pathSeen = true;
        }
        return all;
    }
}
