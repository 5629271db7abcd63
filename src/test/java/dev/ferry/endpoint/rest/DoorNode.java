package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.Answer;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.NodeDirectory;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.PlannedReply;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Decision;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.Volume;
import dev.ferry.security.Accounts;
import dev.ferry.security.Role;
import dev.ferry.service.Desk;
import dev.ferry.service.Freshness;
import dev.ferry.service.FrontDesk;
import dev.ferry.view.Change;
import dev.ferry.view.CommandKeys;
import dev.ferry.view.Mirror;
import dev.ferry.view.NodeTable;
import dev.ferry.view.SystemPlaces;
import dev.ferry.view.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Source;

/** The door on a socket, with the real front desk behind it; entities and a node's hands are told here what to say. */
final class DoorNode implements AutoCloseable {
    static final String PASSWORD = "a secret";
    static final String NODE = "node-1";

    private static final JsonMapper JSON = new JsonMapper();

    final Database database = TestDatabase.migrated();
    final Accounts accounts = new Accounts(database.dataSource(), 1_000);
    final NodeTable registry = new NodeTable(database.dataSource());
    final Seeds seeds = new Seeds(database.dataSource());
    final Map<SystemId, Realized> systems = new ConcurrentHashMap<>();
    /** The planned system that whoever asks for one meets; null for none. */
    volatile Drafted draft;

    /** After how many events the entities of systems say that they are; the rows of {@link #seeds} are after one. */
    volatile long version = 1;

    final BlockingQueue<BoundedSourceQueue<JobNews>> listeners = new LinkedBlockingQueue<>();
    /** Entities that were started, of any kind. */
    final AtomicInteger woken = new AtomicInteger();

    volatile Function<Chore, Chore.Reply> hands = _ -> new Chore.Refused(Examples.REFUSAL);
    volatile List<Change> missed = List.of();
    volatile Optional<String> unready = Optional.empty();

    private final ActorTestKit kit;
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private final ExecutorService blocking = Executors.newFixedThreadPool(4);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerBinding binding;

    DoorNode() throws Exception {
        accounts.add("anna", Role.ADMIN, PASSWORD);
        accounts.add("vera", Role.VIEWER, PASSWORD);
        kit = ActorTestKit.create(
                "ferry",
                ConfigFactory.parseString("""
                                pekko.cluster.downing-provider-class = ""
                                pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                                # A machine that is busy is not lost.
                                pekko.cluster.failure-detector.acceptable-heartbeat-pause = 10s
                                """)
                        .withFallback(ConfigFactory.parseResources("ferry-journal.conf"))
                        .withFallback(Settings.load(
                                        null,
                                        Map.of("ferry.database.pool-size", "2", "ferry.remote.port", "0"),
                                        Path.of("data"))
                                .pekko(database.url(), database.user(), database.password()))
                        .resolve());
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        ClusterSharding sharding = ClusterSharding.get(kit.system());
        sharding.init(Entity.of(VirtualSystemEntity.KEY, _ -> woken(this::system)));
        sharding.init(Entity.of(JobEntity.KEY, _ -> woken(DoorNode::job)));
        sharding.init(Entity.of(VolumeEntity.KEY, _ -> woken(DoorNode::volume)));
        StorageNodes nodes = new StorageNodes(NODE);
        ActorRef<StorageNode.Command> storage = kit.spawn(Behaviors.receive(StorageNode.Command.class)
                .onMessage(StorageNode.Describe.class, this::describe)
                .onMessage(StorageNode.DoChore.class, this::chore)
                .build());
        describer = storage;
        kit.system().receptionist().tell(Receptionist.register(StorageNode.KEY, storage));
        registry.announce(NODE, cluster.selfMember().address().hostPort(), "1.2.3");
        kit.spawn(NodeDirectory.create(nodes, new NodeDirectory.Surroundings(registry::list, blocking, Duration.ZERO)));
        TestProbe<String> probe = kit.createTestProbe();
        probe.awaitAssert(Duration.ofSeconds(20), () -> {
            if (nodes.members().isEmpty()) {
                throw new AssertionError("the node has not heard of itself");
            }
            return null;
        });
        binding = open(nodes);
    }

    private volatile ActorRef<StorageNode.Command> describer;

    /** For how long the node has not been with the others. */
    volatile Duration cutFor = Duration.ZERO;

    private <T> Behavior<T> woken(Function<T, Behavior<T>> behavior) {
        woken.incrementAndGet();
        return Behaviors.receiveMessage(behavior::apply);
    }

    Cluster cluster() {
        return Cluster.get(kit.system());
    }

    private ServerBinding open(StorageNodes nodes) {
        Views views = new Views(database.dataSource(), beats);
        long start = System.nanoTime();
        LongSupplier nanoTime = () -> start + cutFor.toNanos();
        Mirror mirror = new Mirror(views, Clock.systemUTC(), nanoTime);
        Freshness freshness = new Freshness(mirror, () -> true, nanoTime);
        Desk desk = new Desk(kit.system(), nodes, new Desk.Reading(views, freshness, blocking), Clock.systemUTC());
        SystemPlaces places = new SystemPlaces(database.dataSource());
        RestDoor door = new RestDoor(
                kit.system(),
                FrontDesk.at(desk, new CommandKeys(database.dataSource()), places, registry),
                accounts,
                blocking,
                new RestDoor.Setting(
                        place -> "/srv/" + place.volume() + "/" + place.path(),
                        new EventFeed(this::listen, views::latestChange, (mark, _) -> missed.stream()
                                .filter(change -> change.mark().jobs() > mark.jobs())
                                .toList()),
                        () -> unready,
                        freshness,
                        Duration.ofMinutes(5),
                        "1.2.3"));
        return door.bind("127.0.0.1", 0).toCompletableFuture().join();
    }

    private Source<JobNews, NotUsed> listen() {
        Pair<BoundedSourceQueue<JobNews>, Source<JobNews, NotUsed>> feed =
                Source.<JobNews>queue(64).preMaterialize(kit.system());
        listeners.add(feed.first());
        return feed.second();
    }

    private Behavior<StorageNode.Command> describe(StorageNode.Describe ask) {
        ask.replyTo()
                .tell(new StorageNode.Description(
                        NODE, NODE + "#1", "simulated", Set.of("lan"), Set.of("vol1"), "", describer));
        return Behaviors.same();
    }

    private Behavior<StorageNode.Command> chore(StorageNode.DoChore ask) {
        ask.replyTo().tell(hands.apply(ask.chore()));
        return Behaviors.same();
    }

    private Behavior<VirtualSystemEntity.Command> system(VirtualSystemEntity.Command command) {
        switch (command) {
            case VirtualSystemEntity.GetSystem ask ->
                ask.replyTo()
                        .tell(new VirtualSystemEntity.SystemReply(
                                systems.values().stream().findFirst().orElse(null), 1, version));
            case VirtualSystemEntity.GetPlanned ask ->
                ask.replyTo().tell(new PlannedReply(draft, draft == null ? Examples.REFUSAL : null, 1));
            case VirtualSystemEntity.AskPlanned ask -> ask.replyTo().tell(planned(ask.asked()));
            case VirtualSystemEntity.Reserve ask -> {
                seeds.job(begun(ask.order()));
                ask.replyTo().tell(new Answer.Accepted(ask.order().id().value(), 1));
            }
            case VirtualSystemEntity.ChangeSettings ask -> ask.replyTo().tell(new Answer.Accepted("", version));
            case VirtualSystemEntity.ChangeState ask -> ask.replyTo().tell(new Answer.Refused(Examples.REFUSAL));
            default -> throw new AssertionError("nobody asks that here: " + command);
        }
        return Behaviors.same();
    }

    /** Decides as the entity does. */
    private Answer planned(PlannedCommand asked) {
        return switch (asked.decide(draft, Instant.now())) {
            case Decision.Accepted<SystemEvent>(var events) -> {
                VirtualSystem now = draft;
                for (SystemEvent event : events) {
                    now = now.on(event);
                }
                draft = now instanceof Drafted drafted ? drafted : null;
                seeds.noSystems();
                if (draft != null) {
                    seeds.drafted(draft);
                }
                yield new Answer.Accepted("", draft == null ? 0 : 1);
            }
            case Decision.Refused<SystemEvent>(var refusal) -> new Answer.Refused(refusal);
        };
    }

    private static Behavior<JobEntity.Command> job(JobEntity.Command command) {
        switch (command) {
            case JobEntity.GetJob ask -> ask.replyTo().tell(new JobEntity.JobReply(null, 0));
            case JobEntity.ControlJob ask ->
                ask.replyTo()
                        .tell(
                                ask.by().equals("anna")
                                        ? new Answer.Accepted("", 1)
                                        : new Answer.Refused(Refusal.of(ReturnCode.FAILED, "another caller", "")));
            default -> throw new AssertionError("nobody asks that here: " + command);
        }
        return Behaviors.same();
    }

    private static Behavior<VolumeEntity.Command> volume(VolumeEntity.Command command) {
        switch (command) {
            case VolumeEntity.GetVolume ask ->
                ask.replyTo()
                        .tell(new Volume(
                                List.of(new Volume.Held(Claim.read(Examples.at("disks/a.vhdx")), Examples.JOB, null)),
                                List.of(new Volume.Room(Examples.JOB, 4096)),
                                List.of()));
            default -> throw new AssertionError("nobody asks that here: " + command);
        }
        return Behaviors.same();
    }

    static Job begun(JobOrder order) {
        return Job.unknown().on(new JobEvent.JobBegun(order, order.at())).on(new JobEvent.JobPlanned(Examples.plan()));
    }

    /** What came back. */
    record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Reply get(String path) throws Exception {
        return send(as("anna", "GET", path, null));
    }

    Reply send(String method, String path, String body) throws Exception {
        return send(as("anna", method, path, body));
    }

    Reply send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isEmpty() ? JSON.missingNode() : read(response.body());
        return new Reply(response.statusCode(), body, response);
    }

    private static JsonNode read(String text) throws IOException {
        return JSON.readTree(text);
    }

    HttpRequest.Builder as(String user, String method, String path, String body) {
        return request(method, path, body).header("Authorization", basic(user + ":" + PASSWORD));
    }

    HttpRequest.Builder request(String method, String path, String body) {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return binding.localAddress().getPort();
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.shutdownNow();
        kit.shutdownTestKit();
        beats.shutdownNow();
        blocking.shutdownNow();
        database.close();
    }
}
