package dev.ferry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
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
import dev.ferry.cluster.LeaseKeeper;
import dev.ferry.cluster.LeaseQuestions;
import dev.ferry.endpoint.rest.RestDoor;
import dev.ferry.hypervisor.Hypervisor;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.hypervisor.SimulatedHypervisor;
import dev.ferry.journal.database.Database;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.security.Accounts;
import dev.ferry.service.ClusterService;
import dev.ferry.service.Desk;
import dev.ferry.service.ExportService;
import dev.ferry.service.ImportService;
import dev.ferry.service.JobService;
import dev.ferry.service.Submitter;
import dev.ferry.service.SystemService;
import dev.ferry.storage.CopyThreads;
import dev.ferry.view.CommandKeys;
import dev.ferry.view.ViewProjections;
import dev.ferry.view.Views;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
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
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.http.javadsl.ServerBinding;

/** The actor system of a node and all that lives in it: entities, hands, projections, and last the doors. */
final class Running implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** Less than the phase of the shutdown has (5 s). A thread that does not let go in it ends with the process. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(4);

    private static final Duration LEASE_CALL_LIMIT = Duration.ofSeconds(2);
    private static final Duration WAKE_AFTER = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Settings settings;
    private final Database database;
    private final ActorSystem<Void> system;
    private final StorageNodes nodes;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(daemon("ferry-beats"));
    private final ExecutorService hashers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), daemon("ferry-hash"));
    private final Views views;
    private final NodeVolumes volumes;
    private final LeaseKeeper lease;
    private final Clock clock = Clock.systemUTC();
    private ActorRef<Topic.Command<JobChanged>> news;

    private Running(Settings settings, Database database, String clusterId) {
        this.settings = settings;
        this.database = database;
        this.volumes = new NodeVolumes(Volumes.settings(settings), clusterId, Volumes.ownership(settings));
        this.nodes = new StorageNodes(settings.node().name());
        this.views = new Views(database.dataSource(), beats);
        this.lease = new LeaseKeeper(
                () -> database.connect(LEASE_CALL_LIMIT),
                settings.node().name(),
                settings.cluster().lease(),
                System::nanoTime);
        Config config = ConfigFactory.parseResources("ferry-journal.conf")
                .withFallback(settings.pekko(database.url(), database.user(), database.password()))
                .resolve();
        this.system = ActorSystem.create(Behaviors.empty(), "ferry", config);
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    static Running start(Settings settings, Database database, String clusterId) {
        Running running = new Running(settings, database, clusterId);
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
        startHands(sharding);
        startEntities(sharding);
        join();
        ViewProjections.start(system, database.dataSource(), ViewProjections.Listeners.NONE);
        ClusterSingleton.get(system)
                .init(SingletonActor.of(
                        Waker.create(
                                sharding,
                                () -> views.needsWaking(clock.instant().minus(WAKE_AFTER)),
                                executor("ferry.sql-dispatcher")),
                        "waker"));
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
                new NodeSteps(volumes, desk, CopyThreads.with(hashers), clock, lease::held),
                new NodeChores(volumes, hypervisor(), desk, bounds, lease),
                executor("ferry.blocking-dispatcher"),
                settings.jobs().parallelCopies());
        ActorRef<StorageNode.Command> hands =
                system.systemActorOf(StorageNode.create(equipment), "storage-node", Props.empty());
        system.receptionist().tell(Receptionist.register(StorageNode.KEY, hands));
        // While the cluster still works: jobs must be able to hear of it, and to go on elsewhere.
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeClusterShutdown(), "hand-over-work", () -> AskPattern.ask(
                                hands, StorageNode.Leave::new, LEAVE_LIMIT, system.scheduler())
                        .handle((_, _) -> Done.getInstance()));
        system.systemActorOf(NodeDirectory.create(nodes), "node-directory", Props.empty());
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
        JobEntity.Surroundings jobs = new JobEntity.Surroundings(
                sharding,
                nodes,
                clock,
                views::awaitSystem,
                settings.jobs().waitLimit(),
                new LeaseQuestions(database.dataSource(), executor("ferry.sql-dispatcher"), System::nanoTime)::isOver,
                summary -> news.tell(Topic.publish(new JobChanged(summary))));
        sharding.init(Entity.of(
                        JobEntity.KEY,
                        context -> JobEntity.create(new JobId(context.getEntityId()), context.getShard(), jobs))
                .withStopMessage(new JobEntity.Stop())
                .withSettings(ClusterShardingSettings.create(system).withRememberEntities(true)));
        sharding.init(Entity.of(VolumeEntity.KEY, context -> VolumeEntity.create(context.getEntityId())));
    }

    private void join() {
        Cluster cluster = Cluster.get(system);
        CountDownLatch up = new CountDownLatch(1);
        org.apache.pekko.cluster.Cluster.get(system).registerOnMemberUp(up::countDown);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        try {
            if (!up.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the node did not come up in " + START_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node came up", e);
        }
    }

    private Executor executor(String name) {
        return system.dispatchers().lookup(DispatcherSelector.fromConfig(name));
    }

    /** Opens the doors, and answers where. */
    String open(Accounts accounts) {
        Executor sql = executor("ferry.sql-dispatcher");
        Desk desk = new Desk(system, nodes, views, sql, clock);
        JobService jobs = new JobService(desk);
        Submitter submitter = new Submitter(desk, new CommandKeys(database.dataSource()), jobs);
        RestDoor.Services services = new RestDoor.Services(
                new SystemService(desk, submitter, jobs),
                new ExportService(desk, submitter),
                new ImportService(desk, submitter),
                jobs,
                new ClusterService(desk));
        RestDoor.Setting setting = new RestDoor.Setting(
                place -> volumes.table().posixText(place),
                new JobFeed(news, views, sql).events(),
                this::unready,
                settings.jobs().recent(),
                Optional.ofNullable(Running.class.getPackage().getImplementationVersion())
                        .orElse("development"));
        RestDoor door = new RestDoor(system, services, accounts, executor("ferry.blocking-dispatcher"), setting);
        ServerBinding binding =
                await(door.bind(settings.http().host(), settings.http().port()));
        awaitHands();
        return "http://" + settings.http().host() + ":" + binding.localAddress().getPort();
    }

    /** Ready is who can work: its own hands are known to it. */
    private void awaitHands() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (nodes.named(nodes.self()).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the node's own hands did not report");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Optional<String> unready() {
        boolean up = Cluster.get(system).selfMember().status() == MemberStatus.up();
        return up && nodes.named(nodes.self()).isPresent()
                ? Optional.empty()
                : Optional.of("it is starting or leaving");
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node came up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "a door could not be opened: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    CompletionStage<?> ended() {
        return system.getWhenTerminated();
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
            lease.close();
            beats.shutdownNow();
            hashers.shutdownNow();
        }
    }
}
