package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks at the volumes as nobody of the product does: by walking over them. */
final class DiskScan {
    private static final String MANIFEST = "ferry.manifest.json";
    private static final String ADOPTED = "ferry.manifest.adopted.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** What a disk of this file name was filled with, wherever it was carried: its SHA-256. */
    private final Map<String, String> origins;

    private final List<Disks.Export> exports = new ArrayList<>();
    private final Set<String> files = new TreeSet<>();
    private final Set<String> staging = new TreeSet<>();
    private final Map<String, String> damaged = new TreeMap<>();
    private final Map<Path, MerkleRoot> read = new HashMap<>();

    private DiskScan(Map<String, String> origins) {
        this.origins = origins;
    }

    static Disks of(Map<String, Path> volumes, Map<String, String> origins) {
        DiskScan scan = new DiskScan(origins);
        volumes.forEach((key, root) -> {
            if (Files.isDirectory(root)) {
                scan.volume(key, root);
            }
        });
        return new Disks(scan.exports, scan.files, scan.staging, scan.damaged);
    }

    private void volume(String key, Path root) {
        for (Path path : below(root)) {
            String relative = root.relativize(path).toString();
            boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if (relative.startsWith(".ferry/staging/")) {
                staging.add(key + ":/" + relative);
            } else if (!relative.equals(".ferry") && !relative.startsWith(".ferry/") && (!isFolder || isEmpty(path))) {
                files.add(key + ":/" + relative);
                file(key, root, path);
            }
        }
    }

    private void file(String key, Path root, Path path) {
        String name = path.getFileName().toString();
        try {
            if (name.equals(MANIFEST) || name.equals(ADOPTED)) {
                exports.add(export(key, root, path));
            }
            String origin = origins.get(name);
            if (origin != null && !read(path).sha256().equals(origin)) {
                damaged.put(key + ":/" + root.relativize(path), "its content is not what its source was filled with");
            }
        } catch (IOException e) {
            damaged.put(key + ":/" + root.relativize(path), "it cannot be read: " + e);
        }
    }

    private Disks.Export export(String key, Path root, Path manifest) throws IOException {
        JsonNode document = JSON.readTree(manifest.toFile());
        Path folder = manifest.getParent();
        boolean adopted = manifest.endsWith(ADOPTED);
        Set<String> own = new TreeSet<>(Set.of(key + ":/" + root.relativize(manifest)));
        List<String> damages = new ArrayList<>();
        for (JsonNode entry : document.path("files")) {
            Path file = folder.resolve(entry.path("path").asText());
            own.add(key + ":/" + root.relativize(file));
            own.add(key + ":/" + root.relativize(file) + ".adopted");
            own.add(key + ":/"
                    + root.relativize(folder.resolve(entry.path("tree").asText())));
            if (adopted && !Files.exists(file)) {
                continue;
            }
            damages.addAll(damages(file, folder.resolve(entry.path("tree").asText()), entry));
        }
        return new Disks.Export(
                key + ":/" + root.relativize(folder),
                document.path("job").asText(),
                document.path("system").path("id").asText(),
                adopted,
                own,
                damages);
    }

    private List<String> damages(Path file, Path tree, JsonNode entry) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of(entry.path("path").asText() + " is missing");
        }
        List<String> found = new ArrayList<>();
        MerkleRoot is = read(file);
        if (is.sizeBytes() != entry.path("sizeBytes").asLong()) {
            found.add(entry.path("path").asText() + " has " + is.sizeBytes() + " bytes");
        }
        if (!is.root().equals(entry.path("root").asText())) {
            found.add(entry.path("path").asText() + " has another root: " + is.root());
        }
        if (!Files.isRegularFile(tree)) {
            found.add("the hashes of " + entry.path("path").asText() + " are missing");
        }
        return found;
    }

    private MerkleRoot read(Path file) throws IOException {
        MerkleRoot known = read.get(file);
        if (known == null) {
            known = MerkleRoot.of(file);
            read.put(file, known);
        }
        return known;
    }

    private static List<Path> below(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> !path.equals(root)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
