package dev.ferry.storage;

/** What is wrong with a file of an export: the chunk and its offset, or -1 and 0 when it is the file as a whole. */
public record Damage(String path, long chunk, long offset, String message) {
    static Damage ofFile(String path, String message) {
        return new Damage(path, -1, 0, message);
    }

    static Damage ofChunk(String path, long chunk) {
        long offset = chunk * ChunkTree.CHUNK_BYTES;
        return new Damage(
                path, chunk, offset, path + ": chunk " + chunk + " (at offset " + offset + ") is not what it was");
    }
}
