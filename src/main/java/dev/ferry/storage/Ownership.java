package dev.ferry.storage;

/** Mode and owner of what is written; -1 keeps the user or group that Ferry runs as. */
public record Ownership(int fileMode, int folderMode, int uid, int gid) {
    /** What is published, unless set otherwise: the group may read, nobody else. */
    public static final Ownership PUBLISHED = new Ownership(0640, 0750, -1, -1);

    /** What is not published yet is nobody else's business. */
    public static final Ownership STAGED = new Ownership(0600, 0700, -1, -1);
}
