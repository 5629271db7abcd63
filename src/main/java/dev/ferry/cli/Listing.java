package dev.ferry.cli;

import java.util.List;

/** The columns that a list of each kind shows to people. */
enum Listing {
    SYSTEMS("systems", "name", "id", "state", "node", "generation", "memoryBytes", "processors", "planned", "job"),
    JOBS(
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
            "endedAt"),
    EXPORTS("exports", "name", "directory", "createdAt", "sizeBytes", "allocatedBytes", "complete", "lastVerifiedAt"),
    VOLUMES(
            "volumes",
            "name",
            "node",
            "shared",
            "state",
            "path",
            "aliases",
            "totalBytes",
            "freeBytes",
            "reservedBytes"),
    NODES("nodes", "name", "address", "state", "roles", "version", "hypervisor"),
    NETWORKS("networks", "name", "nodes"),
    USERS("users", "name", "role");

    private final String noun;
    private final List<String> fields;

    Listing(String noun, String... fields) {
        this.noun = noun;
        this.fields = List.of(fields);
    }

    String noun() {
        return noun;
    }

    List<String> fields() {
        return fields;
    }
}
