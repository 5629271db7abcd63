package dev.ferry.actor.copy;

import dev.ferry.model.job.Attempt;
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
    /** A node's hands: its name, which process it is, and the volumes that it has. */
    public record Member(
            String node,
            String incarnation,
            String hypervisor,
            Set<String> networks,
            Set<String> volumeKeys,
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

    public StorageNodes(String self) {
        this.self = self;
    }

    synchronized void update(List<Member> now) {
        heard = List.copyOf(now);
        over.retainAll(heard.stream().map(Member::incarnation).toList());
        publish();
    }

    public List<Member> members() {
        return members;
    }

    /** A node that has all these volumes, this one before others. */
    public Optional<Member> having(Set<String> volumeKeys) {
        List<Member> able = members.stream()
                .filter(m -> m.volumeKeys().containsAll(volumeKeys))
                .toList();
        return able.stream().filter(m -> m.node().equals(self)).findFirst().or(() -> able.stream()
                .findFirst());
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
