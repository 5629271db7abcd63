package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ferry.model.ReturnCode;
import java.util.Arrays;

/** A node refused, or none answered (then {@link #status()} is 0). Says what, why, and what to do. */
public final class ClientProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final String title;
    private final String detail;
    private final String remedy;

    public ClientProblem(int status, int code, String title, String detail, String remedy) {
        super((code == 0 ? "" : code + " ") + title + ": " + detail);
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
        this.remedy = remedy;
    }

    /** What this side refuses by itself, with a code of the one table. */
    static ClientProblem refused(ReturnCode code, String detail, String remedy) {
        return new ClientProblem(code.httpStatus(), code.number(), code.cimText(), detail, remedy);
    }

    /** Reads problem details; what is no such document still becomes a problem that names the status. */
    static ClientProblem of(int status, JsonNode body) {
        int code = body.path("code").asInt(0);
        String title = body.path("title").asText("");
        String detail = body.path("detail").asText("");
        return new ClientProblem(
                status,
                code,
                title.isEmpty() ? titleOf(code, status) : title,
                detail.isEmpty() ? "the node answered with status " + status : detail,
                body.path("remedy").asText(""));
    }

    private static String titleOf(int code, int status) {
        return Arrays.stream(ReturnCode.values())
                .filter(known -> code != 0 && known.number() == code)
                .findFirst()
                .map(ReturnCode::cimText)
                .orElse(status == 0 ? "Refused" : "HTTP " + status);
    }

    /** The same problem, with what it was in the way of. */
    ClientProblem adding(String circumstance) {
        return new ClientProblem(status, code, title, detail + "; " + circumstance, remedy);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    public String remedy() {
        return remedy;
    }

    /** Whether the same question may have an answer a little later: no node, or one that is not ready. */
    boolean mayPass() {
        return status == 0 || status == 503 || status == 504;
    }

    int exitCode() {
        if (status == 0) {
            return Exit.NO_NODE;
        }
        boolean notAllowed = status == 401 || status == 403 || code == ReturnCode.ACCESS_DENIED.number();
        return notAllowed ? Exit.NOT_ALLOWED : Exit.REFUSED;
    }

    JsonNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code)
                .put("remedy", remedy);
    }
}
