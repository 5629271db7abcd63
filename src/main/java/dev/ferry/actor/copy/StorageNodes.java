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
    private volatile List<Member> members = List.of();

    public StorageNodes(String self) {
        this.self = self;
    }

    void update(List<Member> now) {
        members = List.copyOf(now);
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

    /** The same, and one that has the wished volumes too before others. */
    public Optional<Member> having(Set<String> volumeKeys, Set<String> wished) {
        Set<String> all = new HashSet<>(volumeKeys);
        all.addAll(wished);
        return having(all).or(() -> having(volumeKeys));
    }

    public Optional<Member> named(String node) {
        return members.stream().filter(m -> m.node().equals(node)).findFirst();
    }

    public Optional<Member> running(Attempt attempt) {
        return named(attempt.node()).filter(m -> m.incarnation().equals(attempt.incarnation()));
    }

    /** Whether the process that had the try is known to be gone: its node is here again as another process. */
    public boolean isGone(Attempt attempt) {
        return named(attempt.node())
                .filter(m -> !m.incarnation().equals(attempt.incarnation()))
                .isPresent();
    }

    public String self() {
        return self;
    }
}
