package dev.ferry.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.copy.HeardOf;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Outcome;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.Presence;
import dev.ferry.view.JobFilter;
import dev.ferry.view.JobRow;
import dev.ferry.view.Mirror;
import dev.ferry.view.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While the database is away, what was last seen is told at once, whoever else waits for the database. Whoever asks for a node that
 * has just come gets it.
 */
@Timeout(60)
class DeskTest {
    private final AtomicLong now = new AtomicLong(42);
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Database database;
    private ActorTestKit kit;
    private Desk desk;
    private final StorageNodes nodes = new StorageNodes("node1");

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        kit = ActorTestKit.create(
                "desk",
                ConfigFactory.parseResources("ferry-journal.conf")
                        .withFallback(Settings.load(
                                        null,
                                        Map.of("ferry.database.pool-size", "2", "ferry.remote.port", "0"),
                                        Path.of("data"))
                                .pekko(database.url(), database.user(), database.password())));
        Views views = new Views(database.dataSource(), beats);
        Freshness freshness = new Freshness(new Mirror(views, Clock.systemUTC(), now::get), () -> true, now::get);
        freshness.look();
        desk = new Desk(kit.system(), nodes, new Desk.Reading(views, freshness, waiting::add), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        beats.shutdownNow();
        database.close();
    }

    @Test
    void asksTheDatabaseWhileItIsThere() {
        CompletableFuture<Outcome<List<JobRow>>> jobs = jobs();
        assertFalse(jobs.isDone());
        waiting.remove().run();
        assertEquals(Outcome.ok(List.of()), jobs.join());
    }

    @Test
    void tellsAtOnceWhatItSawLastWhileTheDatabaseIsAway() {
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertEquals(Outcome.ok(List.of()), jobs().getNow(null));
        assertInstanceOf(Outcome.Refused.class, job().getNow(null), "it may be there, only younger");
        assertEquals(0, waiting.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Presence.class,
            names = {"UP", "AWAITED"})
    void waitsForANodeThatHasComeAndHasNotSpokenYet(Presence presence) {
        HeardOf.tell(nodes, List.of(), facts(presence));
        CompletableFuture<Outcome<StorageNodes.Member>> hands =
                desk.hands("node2").toCompletableFuture();
        assertFalse(hands.isDone());
        StorageNodes.Member there = new StorageNodes.Member("node2", "i2", "", Set.of(), Set.of(), "", null);
        HeardOf.tell(nodes, List.of(there), facts(Presence.UP));
        assertEquals(Outcome.ok(there), hands.orTimeout(20, TimeUnit.SECONDS).join());
    }

    @ParameterizedTest
    @EnumSource(
            value = Presence.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UP", "AWAITED"})
    void waitsForNoNodeThatIsNotThere(Presence presence) {
        HeardOf.tell(nodes, List.of(), facts(presence));
        assertInstanceOf(
                Outcome.Refused.class, desk.hands("node2").toCompletableFuture().getNow(null));
    }

    private static ClusterFacts facts(Presence presence) {
        return new ClusterFacts(
                List.of(new NodeFact("node2", presence, false, Set.of(), NodeFact.Endpoint.NONE)), false);
    }

    private CompletableFuture<Outcome<List<JobRow>>> jobs() {
        return desk.listed(views -> views.jobs(JobFilter.ALL, 10, null), seen -> seen.jobs(JobFilter.ALL, 10, null))
                .toCompletableFuture();
    }

    private CompletableFuture<Outcome<Optional<JobRow>>> job() {
        return desk.found(views -> views.job(Examples.JOB), seen -> seen.job(Examples.JOB))
                .toCompletableFuture();
    }
}
