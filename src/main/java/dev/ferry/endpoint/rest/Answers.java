package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The forms that an answer can have. */
final class Answers {
    static final ContentType.NonBinary PROBLEM_JSON = MediaTypes.applicationWithFixedCharset(
                    "problem+json", HttpCharsets.UTF_8)
            .toContentType();

    private Answers() {}

    static HttpResponse of(int status, ContentType.NonBinary type, JsonNode body) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(type, body.toString()))
                .addHeader(RawHeader.create("Cache-Control", "no-store"));
    }

    static HttpResponse ok(JsonNode body) {
        return of(200, ContentTypes.APPLICATION_JSON, body);
    }

    static HttpResponse created(String location, JsonNode body) {
        return of(201, ContentTypes.APPLICATION_JSON, body).addHeader(RawHeader.create("Location", location));
    }

    /** A job that has been made durable. */
    static HttpResponse accepted(JsonNode job) {
        return of(202, ContentTypes.APPLICATION_JSON, job)
                .addHeader(RawHeader.create(
                        "Location", "/api/v1/jobs/" + job.path("id").asText()));
    }

    static HttpResponse noContent() {
        return HttpResponse.create().withStatus(204);
    }

    static HttpResponse wouldBe(String text) {
        return ok(dryRun(text).putNull("refusal"));
    }

    static HttpResponse refused(Refusal refusal, boolean dryRun) {
        return refused(Problem.of(refusal), dryRun);
    }

    /** A dry run has done what was asked of it when it tells a refusal. */
    static HttpResponse refused(Problem problem, boolean dryRun) {
        return dryRun ? ok(dryRun("").set("refusal", problem.json())) : problem.response();
    }

    static <T> HttpResponse of(Outcome<T> outcome, Function<T, HttpResponse> answer) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> answer.apply(value);
            case Outcome.Refused<T>(var refusal) -> Problem.of(refusal).response();
        };
    }

    static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static ObjectNode dryRun(String wouldBe) {
        return JsonNodeFactory.instance.objectNode().put("dryRun", true).put("wouldBe", wouldBe);
    }
}
