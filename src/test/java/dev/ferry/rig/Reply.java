package dev.ferry.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What a node answered. */
public record Reply(int status, JsonNode body) {
    /** Status unknown, timeout, not available, out of memory: the same request, sent again, finds out. */
    private static final Set<Integer> PASSING = Set.of(32771, 32772, 32777, 32778);

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    public int code() {
        return body.path("code").asInt();
    }

    /** Whether it says that another try may be answered otherwise. */
    public boolean isPassing() {
        return !isOk() && (PASSING.contains(code()) || (status >= 502 && status <= 504));
    }
}
