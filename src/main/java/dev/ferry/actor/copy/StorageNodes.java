package dev.ferry.actor.copy;

import dev.ferry.model.Refusal;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Presence;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The storage nodes that this node knows of, as last heard. Written by {@link NodeDirectory} alone, read by entities and
 * services; a reader that finds nobody tries again at its next tick.
 */
public final class StorageNodes {
    /** A node's hands: its name, which process it is, the volumes that it has, and where it serves them (empty: nowhere). */
    public record Member(
            String node,
            String incarnation,
            String hypervisor,
            Set<String> networks,
            Set<String> volumeKeys,
            String dataAddress,
            ActorRef<StorageNode.Command> ref) {
        public Member {
            networks = Set.copyOf(networks);
            volumeKeys = Set.copyOf(volumeKeys);
        }
    }

    private final String self;
    private final Set<String> over = new HashSet<>();
    private List<Member> heard = List.of();
    private volatile List<Member> members = List.of();
    private volatile ClusterFacts facts = ClusterFacts.NOTHING_YET;

    public StorageNodes(String self) {
        this.self = self;
    }

    synchronized void update(List<Member> now, ClusterFacts known) {
        heard = List.copyOf(now);
        facts = known;
        over.retainAll(heard.stream().map(Member::incarnation).toList());
        publish();
    }

    public ClusterFacts facts() {
        return facts;
    }

    public List<Member> members() {
        return members;
    }

    /** A node that has all these volumes, this one before others; one that is drained only when no other has them. */
    public Optional<Member> having(Set<String> volumeKeys) {
        ClusterFacts now = facts;
        return members.stream()
                .filter(m -> m.volumeKeys().containsAll(volumeKeys) && now.presence(m.node()) != Presence.LEAVING)
                .min(Comparator.comparing((Member m) -> now.isDrained(m.node()))
                        .thenComparing(m -> !m.node().equals(self)));
    }

    /** The hands of the node that owns the system now, if it is there. */
    public Optional<Member> owning(Realized system) {
        return named(Ownership.owner(system, facts));
    }

    /** Why nothing can be done with the system now, if that is so. */
    public Optional<Refusal> unavailable(Realized system) {
        return Ownership.unavailable(system, facts);
    }

    /** The same, and one that has the wished volumes too before others; but not one that is drained, when another has what it takes. */
    public Optional<Member> having(Set<String> volumeKeys, Set<String> wished) {
        Set<String> all = new HashSet<>(volumeKeys);
        all.addAll(wished);
        return having(all).filter(m -> !facts.isDrained(m.node())).or(() -> having(volumeKeys));
    }

    public Optional<Member> named(String node) {
        return members.stream().filter(m -> m.node().equals(node)).findFirst();
    }

    public Optional<Member> running(Attempt attempt) {
        return named(attempt.node()).filter(m -> m.incarnation().equals(attempt.incarnation()));
    }

    /** An incarnation takes no more work, and must not be chosen while it is still among those that were heard of. */
    public synchronized void over(String incarnation) {
        over.add(incarnation);
        publish();
    }

    private void publish() {
        members = heard.stream().filter(m -> !over.contains(m.incarnation())).toList();
    }

    public String self() {
        return self;
    }
}
