package dev.ferry.endpoint.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ferry.journal.Examples;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import dev.ferry.view.Change;
import dev.ferry.view.ChangeMark;
import dev.ferry.view.JobRow;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {
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
    void tellsHowJobsStandAndThenWhatIsNew() throws Exception {
        node.seeds.job(DoorNode.begun(order("standing")));
        try (Listener listener = listen(null)) {
            Event standing = listener.next();
            assertEquals("job", standing.event());
            assertEquals("0-1", standing.id());
            assertEquals("standing", standing.name());
            BoundedSourceQueue<JobNews> feed = node.listeners.take();
            feed.offer(new JobNews(summary("changed"), new ChangeMark(0, 7)));
            Event changed = listener.next();
            assertEquals("0-7", changed.id());
            assertEquals("changed", changed.name());
            feed.offer(new JobNews(summary("ticked"), null));
            Event ticked = listener.next();
            assertEquals("", ticked.id());
            assertEquals("ticked", ticked.name());
        }
    }

    @Test
    void goesOnWhereAListenerLeftOff() throws Exception {
        node.missed = List.of(missed("first", 5), missed("second", 6));
        try (Listener listener = listen("0-5")) {
            Event second = listener.next();
            assertEquals("0-6", second.id());
            assertEquals("second", second.name());
        }
        try (Listener listener = listen("no mark at all")) {
            node.listeners.take();
            node.listeners.take().offer(new JobNews(summary("fresh"), null));
            assertEquals("fresh", listener.next().name());
        }
    }

    @Test
    void keepsTheEndOfAJobForASlowListener() {
        LatestNews latest = LatestNews.of(new JobNews(summary("a"), new ChangeMark(0, 1)));
        for (int i = 0; i < 10; i++) {
            latest.with(new JobNews(summary("b"), null));
        }
        latest.with(new JobNews(summary("a"), null));
        assertEquals(
                List.of("b null", "a 0-1"),
                latest.inOrder().stream()
                        .map(news -> news.job().scene().systemName() + " " + news.mark())
                        .toList());
        for (int i = 0; i < LatestNews.JOBS_MAX; i++) {
            latest.with(new JobNews(summary("many" + i), null));
        }
        assertEquals(LatestNews.JOBS_MAX, latest.inOrder().size());
        assertEquals("many0", latest.inOrder().getFirst().job().scene().systemName());
    }

    private Listener listen(String last) throws Exception {
        HttpRequest.Builder request = node.as("vera", "GET", "/api/v1/events", null);
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<Stream<String>> response = node.http().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("Content-Type").orElse(""));
        return new Listener(response.body(), response.body().iterator());
    }

    private record Event(String event, String id, String data) {
        String name() throws Exception {
            return new JsonMapper().readTree(data).path("systemName").asText();
        }
    }

    private record Listener(Stream<String> lines, Iterator<String> iterator) implements AutoCloseable {
        Event next() {
            List<String> block = new ArrayList<>();
            do {
                block.clear();
                for (String line = iterator.next(); !line.isEmpty(); line = iterator.next()) {
                    block.add(line);
                }
            } while (block.stream().noneMatch(line -> line.startsWith("data: ")));
            return new Event(field(block, "event: "), field(block, "id: "), field(block, "data: "));
        }

        private static String field(List<String> block, String name) {
            List<String> found =
                    block.stream().filter(line -> line.startsWith(name)).toList();
            assertTrue(found.size() <= 1, block::toString);
            return found.isEmpty() ? "" : found.getFirst().substring(name.length());
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private static JobOrder order(String name) {
        JobOrder order = Examples.order();
        return new JobOrder(
                CommandId.of(new JobId(Guid.derived(name))),
                order.caller(),
                order.kind(),
                order.system(),
                name,
                order.target(),
                order.assignment(),
                order.at());
    }

    private static JobSummary summary(String name) {
        return JobSummary.of(DoorNode.begun(order(name)), Progress.NONE, "node-1")
                .orElseThrow();
    }

    private static Change missed(String name, long mark) {
        return new Change.OfJob(new JobRow(DoorNode.begun(order(name)), 1, Examples.AT, null), new ChangeMark(0, mark));
    }
}
