package dev.ferry.cli;

import java.util.List;

/** The columns that a list of each kind shows to people. */
record Listing(String noun, List<String> fields) {
    static final Listing SYSTEMS =
            of("systems", "name", "id", "state", "node", "generation", "memoryBytes", "processors", "planned", "job");
    static final Listing JOBS = of(
            "jobs",
            "id",
            "kind",
            "systemName",
            "state",
            "phase",
            "percent",
            "bytesDone",
            "bytesTotal",
            "startedAt",
            "endedAt");
    static final Listing EXPORTS = of(
            "exports", "name", "directory", "createdAt", "sizeBytes", "allocatedBytes", "complete", "lastVerifiedAt");
    static final Listing VOLUMES = of(
            "volumes",
            "name",
            "node",
            "shared",
            "state",
            "path",
            "aliases",
            "totalBytes",
            "freeBytes",
            "reservedBytes");
    static final Listing NODES = of(
            "nodes",
            "name",
            "status",
            "since",
            "jobs",
            "systems",
            "volumes",
            "roles",
            "version",
            "hypervisor",
            "address");
    static final Listing NETWORKS = of("networks", "name", "nodes");
    static final Listing USERS = of("users", "name", "role");

    private static Listing of(String noun, String... fields) {
        return new Listing(noun, List.of(fields));
    }
}
