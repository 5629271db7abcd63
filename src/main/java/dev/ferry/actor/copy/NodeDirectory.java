package dev.ferry.actor.copy;

import dev.ferry.actor.copy.StorageNodes.Member;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.KnownNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Keeps {@link StorageNodes} up to date: hears which members and storage nodes there are, asks each what it has, and reads
 * which nodes are remembered and drained. It tells nobody: whoever wants to know looks.
 */
public final class NodeDirectory extends AbstractBehavior<NodeDirectory.Command> {
    /** A drain is noticed by all nodes after this time. */
    private static final Duration REFRESH = Duration.ofSeconds(1);

    /** Without a directory this node sees nobody, and nobody's work gets on here: it comes back soon. */
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(500);

    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);

    /** What the directory hears. */
    public sealed interface Command {}

    private record Listed(Set<ActorRef<StorageNode.Command>> reachable, Set<ActorRef<StorageNode.Command>> all)
            implements Command {}

    private record Told(StorageNode.Description description) implements Command {}

    private record MembersChanged() implements Command {}

    private record Read(List<KnownNode> known, Throwable failure) implements Command {}

    private record Refresh() implements Command {}

    /**
     * What the directory needs of the outside. {@code registry} may block; for as long as {@code settling} after this node came up a
     * node that was not heard of counts as awaited and not as lost.
     */
    public record Surroundings(Supplier<List<KnownNode>> registry, Executor blocking, Duration settling) {}

    private final StorageNodes nodes;
    private final Surroundings around;
    private final Cluster cluster;
    private final ActorRef<StorageNode.Description> told;
    private final Map<ActorRef<StorageNode.Command>, StorageNode.Description> heard = new HashMap<>();
    private final Map<UniqueAddress, Long> metNanos = new HashMap<>();
    private Set<ActorRef<StorageNode.Command>> reachable = Set.of();
    private Set<ActorRef<StorageNode.Command>> all = Set.of();
    private List<KnownNode> known = List.of();
    private boolean reading;
    /** Since when this node is up itself; null while it is not. */
    private Long upNanos;

    public static Behavior<Command> create(StorageNodes nodes, Surroundings around) {
        Behavior<Command> directory = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Refresh(), Duration.ZERO, REFRESH);
            return new NodeDirectory(context, nodes, around);
        }));
        return Behaviors.supervise(directory)
                .onFailure(SupervisorStrategy.restartWithBackoff(BACK_OFF_MIN, BACK_OFF_MAX, 0.2));
    }

    private NodeDirectory(ActorContext<Command> context, StorageNodes nodes, Surroundings around) {
        super(context);
        this.nodes = nodes;
        this.around = around;
        this.cluster = Cluster.get(context.getSystem());
        this.told = context.messageAdapter(StorageNode.Description.class, Told::new);
        ActorRef<Receptionist.Listing> listed = context.messageAdapter(
                Receptionist.Listing.class,
                listing -> new Listed(
                        listing.getServiceInstances(StorageNode.KEY), listing.getAllServiceInstances(StorageNode.KEY)));
        context.getSystem().receptionist().tell(Receptionist.subscribe(StorageNode.KEY, listed));
        cluster.subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterDomainEvent.class, _ -> new MembersChanged()),
                        ClusterDomainEvent.class));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Listed(var answering, var every) -> {
                reachable = Set.copyOf(answering);
                all = Set.copyOf(every);
                heard.keySet().retainAll(all);
                publish();
                ask();
            }
            case Told(var description) -> {
                if (all.contains(description.ref())) {
                    heard.put(description.ref(), description);
                    publish();
                }
            }
            case MembersChanged _ -> publish();
            case Read(var latest, var failure) -> onRead(latest, failure);
            case Refresh _ -> {
                publish();
                ask();
                read();
            }
        }
        return this;
    }

    private void ask() {
        reachable.forEach(ref -> ref.tell(new StorageNode.Describe(told)));
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        try {
            getContext().pipeToSelf(CompletableFuture.supplyAsync(around.registry(), around.blocking()), Read::new);
        } catch (RejectedExecutionException e) {
            onRead(List.of(), e);
        }
    }

    /** While the database is away, what was read last holds: who is drained stays drained. */
    private void onRead(List<KnownNode> latest, Throwable failure) {
        reading = false;
        if (failure == null) {
            known = latest;
            publish();
        } else {
            getContext().getLog().debug("the registry of nodes could not be read: {}", failure.getMessage());
        }
    }

    private void publish() {
        List<Member> members = heard.entrySet().stream()
                .filter(entry -> reachable.contains(entry.getKey()))
                .map(entry -> member(entry.getValue()))
                .toList();
        nodes.update(members, facts());
    }

    private static Member member(StorageNode.Description description) {
        return new Member(
                description.node(),
                description.incarnation(),
                description.hypervisor(),
                description.networks(),
                description.volumeKeys(),
                description.dataAddress(),
                description.ref());
    }

    private ClusterFacts facts() {
        long now = System.nanoTime();
        var state = cluster.state();
        Set<UniqueAddress> there = new HashSet<>();
        state.getMembers().forEach(member -> there.add(member.uniqueAddress()));
        metNanos.keySet().retainAll(there);
        there.forEach(address -> metNanos.putIfAbsent(address, now));
        NodeFacts made = new NodeFacts(state, member -> isWithin(metNanos.get(member.uniqueAddress()), now));
        return made.of(
                heard.values().stream()
                        .map(description -> new NodeFacts.Heard(description, address(description)))
                        .toList(),
                known,
                isSettling(now));
    }

    private boolean isSettling(long nowNanos) {
        if (upNanos == null && cluster.selfMember().status() == MemberStatus.up()) {
            upNanos = nowNanos;
        }
        return upNanos == null || isWithin(upNanos, nowNanos);
    }

    private boolean isWithin(long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos < around.settling().toNanos();
    }

    private Address address(StorageNode.Description description) {
        Address told = description.ref().path().address();
        return told.hasGlobalScope() ? told : cluster.selfMember().address();
    }
}
