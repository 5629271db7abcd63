package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Refusal;
import dev.ferry.model.job.JobSummary;
import dev.ferry.service.Submitted;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** A job for clients of REST. What there is none of is null, so that every job has the same fields. */
record JobJson(PathTexts paths) {
    ObjectNode of(JobSummary job) {
        JobSummary.Scene scene = job.scene();
        JobSummary.Story story = job.story();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", job.id().value());
        json.put("kind", job.kind().word());
        json.put("state", job.state().word());
        json.put("phase", orNull(job.phase()));
        json.put("waitsFor", orNull(story.waitsFor()));
        figures(json, job.figures());
        json.put("system", scene.system() == null ? null : scene.system().value());
        json.put("systemName", scene.systemName());
        json.put("target", orNull(paths.ofTarget(scene.target())));
        json.put("node", orNull(scene.node()));
        json.put("copyNode", orNull(scene.copyNode()));
        json.putNull("parent");
        json.put("requestedBy", scene.requestedBy());
        ArrayNode warnings = json.putArray("warnings");
        story.warnings().forEach(warnings::add);
        json.set("errors", errors(story.errors()));
        result(json, story);
        json.put("startedAt", text(job.times().startedAt()));
        json.put("endedAt", text(job.times().endedAt()));
        return json;
    }

    /** The answer to a submit. */
    HttpResponse submitted(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Started(var job) -> Answers.accepted(of(job));
            case Submitted.WouldStart(var text) -> Answers.wouldBe(text);
        };
    }

    static ArrayNode errors(List<Refusal> refusals) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        for (Refusal refusal : refusals) {
            errors.addObject()
                    .put("code", refusal.code().number())
                    .put("message", refusal.message())
                    .put("remedy", refusal.remedy());
        }
        return errors;
    }

    /** ISO 8601, UTC. */
    static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static void figures(ObjectNode json, JobSummary.Figures figures) {
        json.put("queuePosition", figures.queuePosition());
        json.put("percent", figures.percent());
        json.put("bytesDone", figures.bytesDone());
        json.put("bytesTotal", figures.bytesTotal());
        json.put("bytesWritten", figures.bytesWritten());
        json.put("bytesSalvaged", figures.bytesSalvaged());
        json.put("rateBytesPerSecond", figures.bytesPerSecond());
        json.put("remainingSeconds", figures.remainingSeconds() < 0 ? null : (Long) figures.remainingSeconds());
        json.put("attempt", figures.attempt());
    }

    private void result(ObjectNode json, JobSummary.Story story) {
        if (story.resultFolder() == null && story.resultSystem() == null) {
            json.putNull("result");
            return;
        }
        ObjectNode result = json.putObject("result");
        if (story.resultFolder() != null) {
            result.put("directory", paths.posix(story.resultFolder()));
        }
        if (story.resultSystem() != null) {
            result.put("system", story.resultSystem().value());
        }
    }
}
