package dev.ferry.endpoint.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.endpoint.rest.DoorNode.Reply;

/** What must hold of each answer of a kind. */
final class Replies {
    private Replies() {}

    static void assertProblem(Reply reply, int status, int code) {
        assertEquals(status, reply.status(), reply.raw()::body);
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(code, reply.body().path("code").asInt(), reply.raw()::body);
        assertEquals(status, reply.body().path("status").asInt());
        assertFalse(reply.body().path("title").asText().isEmpty());
        assertFalse(reply.body().path("detail").asText().isEmpty());
        assertFalse(reply.body().path("remedy").asText().isEmpty());
    }

    static void assertDetail(Reply reply, int status, int code, String text) {
        assertProblem(reply, status, code);
        assertTrue(reply.raw().body().contains(text), reply.raw()::body);
    }

    /** Code 0 stands for: it would be done. */
    static void assertDryRun(Reply reply, int code) {
        assertEquals(200, reply.status(), reply.raw()::body);
        assertTrue(reply.body().path("dryRun").asBoolean());
        assertEquals(code != 0, reply.body().path("wouldBe").asText().isEmpty(), reply.raw()::body);
        assertEquals(code, reply.body().path("refusal").path("code").asInt(), reply.raw()::body);
    }
}
