package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.security.AccountRefused;
import dev.ferry.view.ViewsUnavailable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problem details (RFC 9457) of a refusal. The status is the code's, but for what HTTP itself has a status for. */
record Problem(int status, Refusal refusal) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final String RETRY_SECONDS = "2";

    static Problem of(Refusal refusal) {
        return new Problem(refusal.code().httpStatus(), refusal);
    }

    /** What is not there, or not yours to see. */
    static Problem notFound(String message, String remedy) {
        return new Problem(404, new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }

    static Problem unknownCaller(String message) {
        return new Problem(
                401,
                new Refusal(
                        ReturnCode.ACCESS_DENIED,
                        message,
                        "send the name and the password of an account (HTTP Basic)"));
    }

    static Problem tooLarge(long limitBytes) {
        return new Problem(
                413,
                new Refusal(
                        ReturnCode.OUT_OF_MEMORY,
                        "the body has more than " + limitBytes + " bytes",
                        "send less in one request"));
    }

    /** Whatever a handler ended with. What nobody expected is logged under an id, and only the id is told. */
    static Problem of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case RestRefused refused -> refused.problem();
            case AccountRefused refused -> of(refused.refusal());
            case ViewsUnavailable _ -> of(databaseAway());
            case RejectedExecutionException _ ->
                of(new Refusal(ReturnCode.OUT_OF_MEMORY, "too many requests wait already", "try again in a moment"));
            case EntityStreamSizeException large -> tooLarge(large.limit());
            case IllegalUriException bad ->
                of(new Refusal(
                        ReturnCode.INCORRECT_DATA_TYPE,
                        "the address cannot be read: " + bad.getMessage(),
                        "percent-encode it"));
            default -> unexpected(failure);
        };
    }

    static Refusal databaseAway() {
        return new Refusal(
                ReturnCode.NOT_AVAILABLE,
                "the database does not answer",
                "wait until it is back; jobs go on by themselves");
    }

    private static Problem unexpected(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("a request failed, told as {}", id, failure);
        return of(new Refusal(
                ReturnCode.FAILED,
                "something went wrong that should not; the node's log has it as " + id,
                "look there, and report it with that id"));
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:ferry:return-code:" + refusal.code().number())
                .put("title", refusal.code().cimText())
                .put("status", status)
                .put("detail", refusal.message())
                .put("code", refusal.code().number())
                .put("remedy", refusal.remedy());
    }

    HttpResponse response() {
        return Answers.of(status, Answers.PROBLEM_JSON, json()).addHeaders(headers());
    }

    private List<HttpHeader> headers() {
        return switch (status) {
            case 401 -> List.of(RawHeader.create("WWW-Authenticate", "Basic realm=\"ferry\""));
            case 429, 503 -> List.of(RawHeader.create("Retry-After", RETRY_SECONDS));
            default -> List.of();
        };
    }
}
