package dev.ferry.actor.copy;

import dev.ferry.actor.copy.StorageNodes.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** Keeps {@link StorageNodes} up to date: hears which storage nodes there are, and asks each what it has. */
public final class NodeDirectory extends AbstractBehavior<NodeDirectory.Command> {
    private static final Duration REFRESH = Duration.ofSeconds(2);

    /** What the directory hears. */
    public sealed interface Command {}

    private record Listed(Set<ActorRef<StorageNode.Command>> refs) implements Command {}

    private record Told(StorageNode.Description description) implements Command {}

    private record Refresh() implements Command {}

    private final StorageNodes nodes;
    private final ActorRef<StorageNode.Description> told;
    private final Map<ActorRef<StorageNode.Command>, Member> members = new HashMap<>();
    private Set<ActorRef<StorageNode.Command>> refs = Set.of();

    public static Behavior<Command> create(StorageNodes nodes) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Refresh(), REFRESH);
            return new NodeDirectory(context, nodes);
        }));
    }

    private NodeDirectory(ActorContext<Command> context, StorageNodes nodes) {
        super(context);
        this.nodes = nodes;
        this.told = context.messageAdapter(StorageNode.Description.class, Told::new);
        ActorRef<Receptionist.Listing> listed = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Listed(listing.getServiceInstances(StorageNode.KEY)));
        context.getSystem().receptionist().tell(Receptionist.subscribe(StorageNode.KEY, listed));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Listed(var now) -> {
                refs = Set.copyOf(now);
                members.keySet().retainAll(refs);
                publish();
                refs.forEach(ref -> ref.tell(new StorageNode.Describe(told)));
            }
            case Told(var description) -> {
                if (refs.contains(description.ref())) {
                    members.put(
                            description.ref(),
                            new Member(
                                    description.node(),
                                    description.incarnation(),
                                    description.hypervisor(),
                                    description.networks(),
                                    description.volumeKeys(),
                                    description.dataAddress(),
                                    description.ref()));
                    publish();
                }
            }
            case Refresh _ -> refs.forEach(ref -> ref.tell(new StorageNode.Describe(told)));
        }
        return this;
    }

    private void publish() {
        nodes.update(new ArrayList<>(members.values()));
    }
}
