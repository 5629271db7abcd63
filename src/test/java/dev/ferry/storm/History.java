package dev.ferry.storm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients asked and were told, by all of them, as it happened. */
final class History {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final List<Submit> submits = new ArrayList<>();
    private final List<Sight> sights = new ArrayList<>();

    synchronized void add(Submit submit) {
        submits.add(submit);
    }

    synchronized void add(Sight sight) {
        sights.add(sight);
    }

    synchronized List<Submit> submits() {
        return List.copyOf(submits);
    }

    synchronized List<Sight> sights() {
        return List.copyOf(sights);
    }

    /** What was seen last of a job. */
    synchronized Optional<Sight> last(String job) {
        for (int i = sights.size() - 1; i >= 0; i--) {
            if (sights.get(i).job().equals(job)) {
                return Optional.of(sights.get(i));
            }
        }
        return Optional.empty();
    }

    /** For whoever looks into a violation: one line of JSON for each entry. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("submits.jsonl"), submits());
        write(folder.resolve("sights.jsonl"), sights());
    }

    private static void write(Path file, List<?> entries) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (Object entry : entries) {
                out.write(JSON.writeValueAsString(entry) + "\n");
            }
        }
    }
}
