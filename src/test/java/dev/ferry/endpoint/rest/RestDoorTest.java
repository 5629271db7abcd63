package dev.ferry.endpoint.rest;

import static dev.ferry.endpoint.rest.Replies.assertDetail;
import static dev.ferry.endpoint.rest.Replies.assertDryRun;
import static dev.ferry.endpoint.rest.Replies.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.endpoint.rest.DoorNode.Reply;
import dev.ferry.model.Guid;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RestDoorTest {
    private static final String NOBODY = Guid.derived("nobody");

    private DoorNode node;

    @BeforeEach
    void open() throws Exception {
        node = new DoorNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void letsNobodyInWhoDoesNotSayWhoTheyAre() throws Exception {
        List<String> wrong = List.of(
                "Bearer abc",
                "Basic",
                "Basic ???",
                DoorNode.basic("anna"),
                DoorNode.basic(":" + DoorNode.PASSWORD),
                DoorNode.basic("anna:wrong"),
                DoorNode.basic("nobody:" + DoorNode.PASSWORD));
        List<Reply> replies = new ArrayList<>();
        replies.add(node.send(node.request("GET", "/api/v1/systems", null)));
        replies.add(node.send(node.request("POST", "/api/v1/systems", "{not json")));
        replies.add(node.send(node.request("GET", "/api/v1/no-such-thing", null)));
        for (String header : wrong) {
            replies.add(node.send(node.request("GET", "/api/v1/systems", null).header("Authorization", header)));
        }
        for (Reply reply : replies) {
            assertProblem(reply, 401, 32769);
            assertEquals("Basic realm=\"ferry\"", reply.header("WWW-Authenticate"));
        }
    }

    @Test
    void letsAViewerLookAndNothingElse() throws Exception {
        assertEquals(
                200, node.send(node.as("vera", "GET", "/api/v1/systems", null)).status());
        for (String path :
                List.of("/systems", "/systems/" + NOBODY + "/export", "/jobs/x/cancel", "/imports", "/nowhere")) {
            assertProblem(node.send(node.as("vera", "POST", "/api/v1" + path, "{")), 403, 32769);
        }
        assertProblem(node.send(node.as("vera", "DELETE", "/api/v1/users/anna?dryRun=true", null)), 403, 32769);
        assertProblem(node.send(node.as("vera", "POST", "/api/v1/imports/compare", "{}")), 422, 32773);
    }

    @Test
    void changesNothingForAPageOfAnotherSite() throws Exception {
        assertProblem(
                node.send(node.as("anna", "DELETE", "/api/v1/users/vera", null).header("Sec-Fetch-Site", "cross-site")),
                403,
                32769);
        assertEquals(2, node.accounts.list().size());
    }

    @Test
    void tellsTheDatabasesAbsenceAsSomethingToWaitFor() throws Exception {
        node.get("/api/v1/systems");
        node.database.close();
        Reply read = node.get("/api/v1/systems");
        assertProblem(read, 503, 32777);
        assertEquals("2", read.header("Retry-After"));
        assertProblem(node.send(node.as("vera", "GET", "/api/v1/systems", null)), 503, 32777);
    }

    @Test
    void showsItsAgeAndTakesNoOrdersWhileItIsCutOff() throws Exception {
        Reply before = node.get("/api/v1/jobs");
        assertFalse(before.body().has("stale"), before.raw()::body);
        node.cutFor = Duration.ofSeconds(7);

        Reply read = node.get("/api/v1/jobs");
        assertEquals(200, read.status());
        assertTrue(read.body().path("stale").asBoolean(), read.raw()::body);
        assertTrue(read.body().path("ageSeconds").asInt() >= 7, read.raw()::body);
        assertEquals(Integer.toString(read.body().path("ageSeconds").asInt()), read.header("Age"));
        Reply order = node.send("POST", "/api/v1/verifications", "{\"directory\":\"exports\"}");
        assertProblem(order, 503, 32777);
        assertDetail(order, 503, 32777, "cut off");

        node.cutFor = Duration.ZERO;
        assertFalse(node.get("/api/v1/jobs").body().has("stale"));
    }

    @Test
    void tellsWhatIsNotServed() throws Exception {
        assertProblem(node.get("/api/v1/no-such-thing"), 404, 32773);
        assertProblem(node.get("/api/v2/systems"), 404, 32773);
        assertProblem(node.get("/api/v1/systems/"), 404, 32773);
        Reply method = node.send("PUT", "/api/v1/systems/" + NOBODY, "{}");
        assertProblem(method, 405, 32770);
        assertEquals(
                Set.of("GET", "PATCH", "DELETE"), Set.of(method.header("Allow").split(", ", -1)));
        assertProblem(node.send("POST", "/api/v1/nodes", "{}"), 405, 32770);
    }

    @Test
    void findsNothingUnderAnIdThatNothingHas() throws Exception {
        for (String id : List.of(NOBODY, "{" + NOBODY.toLowerCase(Locale.ROOT) + "}", "web", "..%2Fx")) {
            String escaped = id.replace("{", "%7B").replace("}", "%7D");
            assertProblem(node.get("/api/v1/systems/" + escaped), 404, 32773);
            assertProblem(node.get("/api/v1/jobs/" + escaped), 404, 32773);
            assertProblem(node.get("/api/v1/jobs/" + escaped + "?wait=1s"), 404, 32773);
            assertProblem(node.send("POST", "/api/v1/jobs/" + escaped + "/cancel", ""), 404, 32773);
            assertProblem(node.send("PATCH", "/api/v1/systems/" + escaped, "{\"name\": \"x\"}"), 404, 32773);
            assertProblem(node.send("DELETE", "/api/v1/systems/" + escaped, null), 404, 32773);
            assertProblem(
                    node.send("POST", "/api/v1/systems/" + escaped + "/export", "{\"directory\": \"x\"}"), 404, 32773);
        }
        assertProblem(node.send("DELETE", "/api/v1/users/nobody", null), 404, 32773);
        assertProblem(node.send("POST", "/api/v1/users/nobody/password", "{\"password\": \"x\"}"), 404, 32773);
    }

    @Test
    void tellsWhatIsWrongWithABody() throws Exception {
        assertDetail(node.send("POST", "/api/v1/systems", "{\"nmae\": \"web\"}"), 400, 32776, "nmae");
        assertDetail(node.send("POST", "/api/v1/systems", "{\"name\": 7}"), 400, 32776, "'name' is not a text");
        assertDetail(node.send("POST", "/api/v1/systems", "{\"name\""), 400, 32776, "not JSON");
        assertDetail(node.send("POST", "/api/v1/systems", ""), 400, 32776, "empty");
        assertDetail(node.send("POST", "/api/v1/systems", "{}"), 422, 32773, "'name' is missing");
        assertDetail(node.send("POST", "/api/v1/jobs/" + NOBODY + "/kill", "{\"now\": 1}"), 400, 32776, "no body");
        assertDetail(node.send("POST", "/api/v1/systems?dryrun=true", "{}"), 400, 32776, "dryrun");
    }

    @Test
    void takesNoBodyThatIsTooLarge() throws Exception {
        String notes = "{\"notes\": \"" + "x".repeat(Call.WISH_BYTES_MAX) + "\"}";
        assertProblem(node.send("POST", "/api/v1/systems", notes), 413, 32778);
        String huge = "{\"notes\": \"" + "x".repeat((int) Visit.BODY_BYTES_MAX) + "\"}";
        assertProblem(node.send("POST", "/api/v1/systems", huge), 413, 32778);
    }

    @Test
    void keepsAccountsAndNeverTellsAPassword() throws Exception {
        String body = "{\"name\": \"bert\", \"role\": \"viewer\", \"password\": \"hidden\"}";
        assertDryRun(node.send("POST", "/api/v1/users?dryRun=true", body), 0);
        Reply made = node.send("POST", "/api/v1/users", body);
        assertEquals(201, made.status());
        assertEquals("{\"name\":\"bert\",\"role\":\"viewer\"}", made.raw().body());
        assertDryRun(node.send("POST", "/api/v1/users?dryRun=true", body), 32773);
        assertProblem(node.send("POST", "/api/v1/users", body), 422, 32773);
        assertEquals(3, node.get("/api/v1/users").body().path("items").size());
        assertEquals(
                204,
                node.send("POST", "/api/v1/users/bert/password", "{\"password\": \"x\"}")
                        .status());
        assertDryRun(node.send("DELETE", "/api/v1/users/anna?dryRun=true", null), 32775);
        assertProblem(node.send("DELETE", "/api/v1/users/anna", null), 409, 32775);
        assertEquals(204, node.send("DELETE", "/api/v1/users/bert", null).status());
        assertDetail(
                node.send("POST", "/api/v1/users", body.replace("viewer", "king")), 422, 32773, "use admin or viewer");
    }

    @Test
    void tellsWhetherItLivesAndServes() throws Exception {
        assertEquals(200, node.send(node.request("GET", "/health/live", null)).status());
        assertEquals(200, node.send(node.request("GET", "/health/ready", null)).status());
        node.unready = Optional.of("the database is away");
        assertDetail(node.send(node.request("GET", "/health/ready", null)), 503, 32777, "the database is away");
    }

    @Test
    void servesEveryRouteOfItsReference() throws Exception {
        Set<String> paths = new HashSet<>();
        Set<String> answered = new HashSet<>();
        node.get("/api/v1/openapi.json").body().path("paths").fieldNames().forEachRemaining(paths::add);
        for (Reference.Endpoint one : Reference.endpoints()) {
            assertTrue(paths.contains(one.path()), one::toString);
            String path = one.path().replace("{id}", NOBODY).replace("{name}", "nobody");
            String full = (path.startsWith("/health") ? "" : "/api/v1") + path;
            if (one.path().equals("/events")) {
                assertEquals(405, node.send("POST", full, "{}").status());
            } else {
                Reply reply = node.send(one.method(), full, one.method().equals("GET") ? null : "{}");
                assertFalse(reply.status() == 405, one::toString);
                assertFalse(reply.body().path("detail").asText().startsWith("there is nothing at"), one::toString);
            }
            answered.add(one.path());
        }
        assertEquals(paths, answered);
    }

    @Test
    void tellsWhatIsNotEvenHttp() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.getOutputStream().write("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("application/problem+json") && answer.contains("\"code\":32776"), answer);
        }
    }
}
