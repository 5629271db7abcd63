package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What the state of a job means to who waits for it. */
public final class JobOutcome {
    private static final Set<String> DONE = Set.of("Completed", "CompletedWithWarnings");
    private static final Set<String> NOT_DONE = Set.of("Terminated", "Killed", "Exception");

    private JobOutcome() {}

    public static boolean isEnded(JsonNode job) {
        return DONE.contains(state(job)) || NOT_DONE.contains(state(job));
    }

    public static boolean isDone(JsonNode job) {
        return DONE.contains(state(job));
    }

    /** Ended, or suspended: it does not go on by itself. */
    public static boolean isResting(JsonNode job) {
        return isEnded(job) || "Suspended".equals(state(job));
    }

    public static int exitCode(JsonNode job) {
        if (!isEnded(job)) {
            return Exit.NOT_AT_END;
        }
        return isDone(job) ? Exit.DONE : Exit.FAILED;
    }

    public static String state(JsonNode job) {
        return job.path("state").asText();
    }

    /** {@code Export of web}. */
    public static String title(JsonNode job) {
        String of = job.path("systemName").asText("");
        String kind = FieldText.plain(job.path("kind").asText("Job"));
        return of.isEmpty() || "null".equals(of) ? kind : kind + " of " + FieldText.plain(of);
    }
}
