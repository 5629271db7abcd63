package dev.ferry.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cli.FerryClient;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that a job could leave behind: files on the volume, claims, promised room, reservations, planned systems. */
record Traces(Map<String, Long> files, TreeSet<String> promises, TreeSet<String> systems) {
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(20);

    /** What there is once it is as it should be, or when it has had long enough: what a job held goes a moment after its end. */
    static Traces settled(NodeProcess node, FerryClient client, Predicate<Traces> wanted) {
        Await.holds(SETTLING_LIMIT, () -> {
            try {
                return wanted.test(of(node, client));
            } catch (UncheckedIOException _) {
                // A file went while it was looked at.
                return false;
            }
        });
        return of(node, client);
    }

    static Traces of(NodeProcess node, FerryClient client) {
        TreeSet<String> promises = new TreeSet<>();
        for (JsonNode volume : client.list("/volumes", Map.of())) {
            promises.add(volume.path("name").asText() + " reserved "
                    + volume.path("reservedBytes").asLong());
            volume.path("claims")
                    .forEach(claim -> promises.add(claim.path("path").asText() + " "
                            + claim.path("mode").asText() + " "
                            + claim.path("holder").asText()));
        }
        TreeSet<String> systems = new TreeSet<>();
        for (JsonNode system : client.list("/systems", Map.of())) {
            systems.add(system.path("id").asText() + " " + system.path("state").asText() + " planned="
                    + system.path("planned").asBoolean() + " job="
                    + system.path("job").asText(""));
        }
        return new Traces(files(node.volume()), promises, systems);
    }

    /** Every file and folder; folders have the length -1, so that an empty one left behind is seen too. */
    static Map<String, Long> files(Path root) {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(path -> !path.equals(root)).forEach(path -> {
                String name = root.relativize(path).toString();
                boolean ours = name.equals(".ferry/tmp") || name.equals(".ferry/staging");
                if (!ours) {
                    all.put(name, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? -1L : size(path));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static long size(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
