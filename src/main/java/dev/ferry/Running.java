package dev.ferry;

import dev.ferry.actor.copy.NodeDirectory;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.hands.ClusterDesk;
import dev.ferry.actor.hands.NodeChores;
import dev.ferry.actor.hands.NodeSteps;
import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.actor.job.JobChanged;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.system.Waker;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.cluster.Formation;
import dev.ferry.cluster.LeaseKeeper;
import dev.ferry.cluster.LeaseQuestions;
import dev.ferry.endpoint.BasicLogin;
import dev.ferry.endpoint.rest.RestDoor;
import dev.ferry.hypervisor.Hypervisor;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.hypervisor.SimulatedHypervisor;
import dev.ferry.journal.database.Database;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.security.Accounts;
import dev.ferry.service.Desk;
import dev.ferry.service.Freshness;
import dev.ferry.service.FrontDesk;
import dev.ferry.storage.CopyThreads;
import dev.ferry.view.CommandKeys;
import dev.ferry.view.Mirror;
import dev.ferry.view.NodeTable;
import dev.ferry.view.ShownJobs;
import dev.ferry.view.Sleepers;
import dev.ferry.view.SystemPlaces;
import dev.ferry.view.ViewProjections;
import dev.ferry.view.Views;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actor system of a node and all that lives in it: entities, hands, projections, and last the doors. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** Less than the phase of the shutdown has (5 s). A thread that does not let go in it ends with the process. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(4);

    private static final Duration LEASE_CALL_LIMIT = Duration.ofSeconds(2);
    /** The reason is noted right after the removal. */
    private static final Duration REASON_LIMIT = Duration.ofSeconds(2);
    /** Nodes that start together find each other within this time; until then, who is not there is not lost. */
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);

    private final Settings settings;
    private final Database database;
    private final ActorSystem<Void> system;
    private final StorageNodes nodes;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(daemon("ferry-beats"));
    private final ExecutorService hashers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), daemon("ferry-hash"));
    private final Views views;
    private final NodeTable registry;
    private final NodeVolumes volumes;
    private final DataPlane data;
    private final LeaseKeeper lease;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(daemon("ferry-looks"));
    private final Sweeps sweeps;
    private final Formation formation;
    private final CompletableFuture<Void> removed = new CompletableFuture<>();
    private ActorRef<Topic.Command<JobChanged>> news;
    private FrontDesk front;
    /** Null until the doors open, and where there are none. */
    private volatile Freshness freshness;

    private Running(Settings settings, Database database, Membership membership) {
        this.settings = settings;
        this.database = database;
        this.volumes = new NodeVolumes(Volumes.settings(settings), membership.clusterId(), Volumes.ownership(settings));
        this.nodes = new StorageNodes(settings.node().name());
        this.data = new DataPlane(settings, nodes, volumes, membership.tls());
        this.views = new Views(database.dataSource(), beats);
        this.system = ActorSystem.create(
                Behaviors.empty(),
                "ferry",
                PekkoConfig.of(settings, database.url(), database.user(), database.password(), membership.tls()));
        this.formation = new Formation(system, settings.cluster().seeds(), membership.presence(), membership.told());
        this.lease = new LeaseKeeper(
                () -> database.connect(LEASE_CALL_LIMIT),
                settings.node().name(),
                settings.cluster().lease(),
                System::nanoTime);
        this.sweeps = new Sweeps(volumes, lease, views, clock);
        this.registry = new NodeTable(database.dataSource());
        // Whoever took this node's name, or founded a cluster without it, need not wait for its orderly end.
        membership.presence().ifPresent(here -> here.ended().thenRun(lease::letRunOut));
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    /** Returns when the node is in its cluster, however long that takes, unless it is told to stop meanwhile. */
    static Running start(Settings settings, Database database, Membership membership) {
        Running running = new Running(settings, database, membership);
        try {
            running.startActors();
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void startActors() {
        news = system.systemActorOf(Topic.create(JobChanged.class, "job-news"), "job-news", Props.empty());
        ClusterSharding sharding = ClusterSharding.get(system);
        if (settings.node().is(Settings.Role.STORAGE)) {
            startHands(sharding);
        }
        system.systemActorOf(NodeDirectory.create(nodes, registry()), "node-directory", Props.empty());
        startEntities(sharding);
        org.apache.pekko.cluster.Cluster.get(system).registerOnMemberRemoved(() -> removed.complete(null));
        formation.join();
        ViewProjections.start(system, database.dataSource(), ViewProjections.Listeners.NONE);
        Sleepers sleepers = new Sleepers(database.dataSource());
        ClusterSingleton.get(system)
                .init(SingletonActor.of(
                        Waker.create(sharding, () -> sleeping(sleepers), executor("ferry.sql-dispatcher")), "waker"));
    }

    private static Waker.Sleeping sleeping(Sleepers sleepers) {
        Sleepers.Due due = sleepers.next();
        return new Waker.Sleeping(due.systems(), due.jobs());
    }

    private void startHands(ClusterSharding sharding) {
        ClusterDesk desk = new ClusterDesk(sharding, views::awaitSystem);
        NodeChores.Bounds bounds = new NodeChores.Bounds(
                settings.transfer().maxFiles(),
                settings.hosting().systemsDirectory(),
                Set.copyOf(settings.hosting().networks()));
        StorageNode.Equipment equipment = new StorageNode.Equipment(
                settings.node().name(),
                lease,
                new NodeSteps(
                        volumes, desk, new NodeSteps.Tools(data::peer, CopyThreads.with(hashers), clock), lease::held),
                new NodeChores(volumes, hypervisor(), desk, bounds, lease),
                executor("ferry.blocking-dispatcher"),
                settings.jobs().parallelCopies(),
                data.open());
        ActorRef<StorageNode.Command> hands =
                system.systemActorOf(StorageNode.create(equipment), "storage-node", Props.empty());
        system.receptionist().tell(Receptionist.register(StorageNode.KEY, hands));
        sweeps.start();
        // While the cluster still works: jobs must be able to hear of it, and to go on elsewhere.
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeClusterShutdown(), "hand-over-work", () -> AskPattern.ask(
                                hands, StorageNode.Leave::new, LEAVE_LIMIT, system.scheduler())
                        .handle((_, _) -> Done.getInstance()));
    }

    /** This node's row is there before anybody hears of it. */
    private NodeDirectory.Surroundings registry() {
        String name = settings.node().name();
        registry.announce(name, Cluster.get(system).selfMember().address().hostPort(), PekkoConfig.VERSION);
        return new NodeDirectory.Surroundings(
                () -> {
                    registry.seen(name);
                    return registry.list();
                },
                executor("ferry.sql-dispatcher"),
                SETTLING);
    }

    private Hypervisor hypervisor() {
        return switch (settings.hosting().hypervisor()) {
            case NONE -> new NoHypervisor();
            case SIMULATED -> new SimulatedHypervisor(new SecureRandom());
        };
    }

    private void startEntities(ClusterSharding sharding) {
        VirtualSystemEntity.Surroundings systems = new VirtualSystemEntity.Surroundings(sharding, nodes, clock);
        sharding.init(Entity.of(
                        VirtualSystemEntity.KEY,
                        context -> VirtualSystemEntity.create(
                                new SystemId(context.getEntityId()), context.getShard(), systems))
                .withStopMessage(new VirtualSystemEntity.Stop()));
        ShownJobs shown = new ShownJobs(database.dataSource());
        JobEntity.Surroundings jobs = new JobEntity.Surroundings(
                sharding,
                nodes,
                clock,
                views::awaitSystem,
                settings.jobs().waitLimit(),
                new LeaseQuestions(database.dataSource(), executor("ferry.sql-dispatcher"), System::nanoTime)::isOver,
                new FiguresKeeper(
                        shown::keep,
                        executor("ferry.sql-dispatcher"),
                        Math.max(1, settings.database().poolSize() / 2),
                        this::isDatabaseAway),
                summary -> news.tell(Topic.publish(new JobChanged(summary))));
        sharding.init(Entity.of(
                        JobEntity.KEY,
                        context -> JobEntity.create(new JobId(context.getEntityId()), context.getShard(), jobs))
                .withStopMessage(new JobEntity.Stop())
                .withSettings(ClusterShardingSettings.create(system).withRememberEntities(true)));
        sharding.init(Entity.of(VolumeEntity.KEY, context -> VolumeEntity.create(context.getEntityId())));
    }

    private Executor executor(String name) {
        return system.dispatchers().lookup(DispatcherSelector.fromConfig(name));
    }

    /** Where the doors are: the address of REST, and what else is to be told. */
    record Open(String url, String others) {}

    /** Opens the doors, if this node has any, and answers where. */
    Open open(Accounts accounts, Optional<CimDoors> cim) {
        Open open = settings.node().is(Settings.Role.API) ? openDoors(accounts, cim) : new Open("", "");
        awaitHands();
        return open;
    }

    private Open openDoors(Accounts accounts, Optional<CimDoors> cim) {
        Executor sql = executor("ferry.sql-dispatcher");
        Mirror mirror = new Mirror(views, clock, System::nanoTime);
        Freshness fresh = new Freshness(mirror, this::isWithMajority, System::nanoTime);
        freshness = fresh;
        var _ = looks.scheduleWithFixedDelay(() -> look(fresh), 0, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
        Desk desk = new Desk(system, nodes, new Desk.Reading(views, fresh, sql), clock);
        front = FrontDesk.at(
                desk, new CommandKeys(database.dataSource()), new SystemPlaces(database.dataSource()), registry);
        RestDoor.Setting setting = new RestDoor.Setting(
                place -> volumes.table().posixText(place),
                new JobFeed(news, views, sql, this::isDatabaseAway).events(),
                this::unready,
                fresh,
                settings.jobs().recent(),
                PekkoConfig.VERSION);
        RestDoor door = new RestDoor(system, front, accounts, executor("ferry.blocking-dispatcher"), setting);
        ServerBinding binding =
                await(door.bind(settings.http().host(), settings.http().port()));
        BasicLogin login = new BasicLogin(accounts, executor("ferry.blocking-dispatcher"));
        String others = cim.map(
                        doors -> await(doors.open(system, login, namespaces())).text())
                .orElse("");
        return new Open(
                "http://" + settings.http().host() + ":"
                        + binding.localAddress().getPort(),
                others);
    }

    /** What this node says and does in the language of CIM. The first time the schemas are read, which takes a moment. */
    ServedNamespaces namespaces() {
        return ServedNamespaces.of(
                settings.node().name(), front, place -> volumes.table().windowsText(place), clock);
    }

    /** Ready is who can work: its own hands are known to it. */
    private void awaitHands() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!hasHands()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the node's own hands did not report");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** What throws is not looked at again by a scheduler; this must go on. */
    private static void look(Freshness freshness) {
        try {
            freshness.look();
        } catch (RuntimeException e) {
            LOG.error("the lists could not be followed", e);
        }
    }

    /** Whether this node is up and reaches more than half of the members, itself among them. */
    private boolean isWithMajority() {
        var state = Cluster.get(system).state();
        int members = 0;
        for (Member _ : state.getMembers()) {
            members++;
        }
        int reached = members - state.getUnreachable().size();
        return Cluster.get(system).selfMember().status() != MemberStatus.down() && reached * 2 > members;
    }

    /** A node without doors looks at nothing, and does not know. */
    private boolean isDatabaseAway() {
        Freshness known = freshness;
        return known != null && known.isDatabaseAway();
    }

    private Optional<String> unready() {
        boolean up = Cluster.get(system).selfMember().status() == MemberStatus.up();
        return up && hasHands() ? Optional.empty() : Optional.of("it is starting or leaving");
    }

    private boolean hasHands() {
        return !settings.node().is(Settings.Role.STORAGE)
                || nodes.named(nodes.self()).isPresent();
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node came up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "a door could not be opened: " + (e.getCause() == null ? e : e.getCause()).getMessage()
                            + " (ferry.http, ferry.wsman, ferry.cimxml: where doors are; port 0 picks a free one)",
                    e);
        }
    }

    /** Completes when the node is not of the cluster any more, or its actors have stopped. */
    CompletionStage<?> ended() {
        return CompletableFuture.anyOf(removed, system.getWhenTerminated().toCompletableFuture());
    }

    /** Whether others, or this node itself, took it out of the cluster; to be asked when it has ended. */
    boolean isDowned() {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        long deadline = System.nanoTime() + REASON_LIMIT.toNanos();
        while (shutdown.getShutdownReason().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return shutdown.getShutdownReason()
                .filter(CoordinatedShutdown.clusterDowningReason()::equals)
                .isPresent();
    }

    @Override
    public void close() {
        try {
            CoordinatedShutdown.get(system)
                    .runAll(CoordinatedShutdown.jvmExitReason())
                    .toCompletableFuture()
                    .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actors did not stop in " + STOP_LIMIT.toSeconds() + " s", e);
        } finally {
            data.close();
            looks.shutdownNow();
            sweeps.close();
            lease.close();
            beats.shutdownNow();
            hashers.shutdownNow();
        }
    }
}
