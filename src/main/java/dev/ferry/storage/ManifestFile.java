package dev.ferry.storage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * {@code ferry.manifest.json}: a {@link Manifest} as JSON. Its last field is the SHA-256 of the document's bytes with that
 * field's value left blank, so that a changed byte in the manifest itself is found. What is read is not trusted.
 */
public final class ManifestFile {
    public static final String NAME = "ferry.manifest.json";
    /** What the manifest is called once a system has been registered in place from it. */
    public static final String ADOPTED_NAME = "ferry.manifest.adopted.json";

    public static final String TREE_FOLDER = "ferry.manifest.d";
    public static final String FORMAT = "ferry-export/1";

    private static final int MAX_BYTES = 16 << 20;
    private static final String DIGEST = "\"digest\" : \"";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestFile() {}

    /** The place of the n-th file's chunk hashes in an export. */
    public static String treePath(int n) {
        return TREE_FOLDER + "/" + n + ".tree";
    }

    /** Writes a manifest to the disk, with the mode and owner that it is to be published with. */
    public static void write(Volume volume, String rel, Manifest manifest, Ownership ownership)
            throws StorageException {
        volume.writeDurably(rel, toBytes(manifest), ownership.fileMode());
        try (VolumeFile file = volume.openWrite(rel)) {
            file.own(ownership);
            file.sync();
        }
    }

    static byte[] toBytes(Manifest manifest) {
        try {
            ObjectNode document = JSON.createObjectNode();
            document.put("format", FORMAT);
            document.put("algorithm", ChunkTree.ALGORITHM);
            document.put("chunkBytes", ChunkTree.CHUNK_BYTES);
            document.setAll((ObjectNode) JSON.valueToTree(manifest));
            document.put("digest", "");
            String blank = JSON.writeValueAsString(document);
            int at = blank.lastIndexOf(DIGEST) + DIGEST.length();
            return (blank.substring(0, at) + digest(blank) + blank.substring(at)).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Hashes.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The manifest of the export in a folder. */
    public static Manifest read(Volume volume, String folder) throws StorageException {
        return readFile(volume, Names.join(folder, NAME));
    }

    /** The manifest in a file, under whatever name. */
    public static Manifest readFile(Volume volume, String rel) throws StorageException {
        return parse(volume.readSmall(rel, MAX_BYTES), volume.place(rel));
    }

    static Manifest parse(byte[] bytes, String place) throws StorageException {
        try {
            JsonNode document = JSON.readTree(bytes);
            requireFormat(document, place);
            requireDigest(new String(bytes, StandardCharsets.UTF_8), place);
            Manifest manifest = JSON.treeToValue(document, Manifest.class);
            requireSensible(manifest, place);
            return manifest;
        } catch (JacksonException e) {
            throw refused(place, "it cannot be read: " + e.getOriginalMessage()).causedBy(e);
        } catch (IOException e) {
            throw refused(place, "it cannot be read: " + e.getMessage()).causedBy(e);
        }
    }

    private static void requireFormat(JsonNode document, String place) throws StorageException {
        String format = document.path("format").asText();
        if (!format.equals(FORMAT)) {
            throw StorageException.invalid(
                    place + " is in the format '" + format + "', which this Ferry does not know.",
                    "It reads " + FORMAT + "; use a newer Ferry.");
        }
        boolean known = document.path("algorithm").asText().equals(ChunkTree.ALGORITHM)
                && document.path("chunkBytes").asInt() == ChunkTree.CHUNK_BYTES;
        if (!known) {
            throw StorageException.invalid(
                    place + " uses hashes that this Ferry does not know.",
                    "It reads " + ChunkTree.ALGORITHM + " over chunks of " + ChunkTree.CHUNK_BYTES + " bytes.");
        }
    }

    private static void requireDigest(String text, String place) throws StorageException {
        int at = text.lastIndexOf(DIGEST);
        int begin = at + DIGEST.length();
        int end = text.indexOf('"', begin);
        if (at < 0 || end < 0) {
            throw refused(place, "it has no digest");
        }
        String blank = text.substring(0, begin) + text.substring(end);
        if (!digest(blank).equals(text.substring(begin, end))) {
            throw refused(place, "it was altered: its digest does not match");
        }
    }

    private static void requireSensible(Manifest manifest, String place) throws StorageException {
        if (manifest.system() == null || manifest.system().id() == null || manifest.createdAt() == null) {
            throw refused(place, "a field that it must have is missing");
        }
        Set<String> seen = new HashSet<>();
        for (Manifest.Entry file : manifest.files()) {
            boolean sound = isInside(file.path())
                    && isInside(file.tree())
                    && file.tree().matches("ferry\\.manifest\\.d/[0-9]{1,9}\\.tree")
                    && file.sizeBytes() >= 0
                    && file.root() != null
                    && file.root().matches("[0-9a-f]{64}");
            if (!sound) {
                throw refused(place, "the file '" + file.path() + "' in it is not described as it must be");
            }
            if (!seen.add(Names.folded(file.path())) || !seen.add(file.tree())) {
                throw refused(place, "it names '" + file.path() + "' twice");
            }
        }
    }

    private static boolean isInside(String path) {
        return path != null && !path.isEmpty() && path.indexOf('\\') < 0 && Names.isPlain(path);
    }

    private static StorageException refused(String place, String why) {
        return StorageException.failed(
                "the manifest " + place + " cannot be used: " + why + ".", "Use another copy of the export.");
    }
}
