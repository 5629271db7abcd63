package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A job whose bytes move: where its entity is and where it is copied. */
record Target(String job, String node, String copyNode) {
    static Optional<Target> of(JsonNode job) {
        long done = job.path("bytesDone").asLong();
        boolean moves = done > 0
                && done < job.path("bytesTotal").asLong()
                && job.hasNonNull("copyNode")
                && job.hasNonNull("node")
                && !job.path("stale").asBoolean()
                && job.path("state").asText().equals("Running");
        return moves
                ? Optional.of(new Target(
                        job.path("id").asText(),
                        job.path("node").asText(),
                        job.path("copyNode").asText()))
                : Optional.empty();
    }
}
