package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * A process, those of its cluster that it reaches, itself among them, and all whom nobody has put out of it as far as the process
 * knows; each by a name that no later process has.
 */
record Side(String self, Set<String> reached, Set<String> members) {
    private static final Set<MemberStatus> PUT_OUT = Set.of(MemberStatus.down(), MemberStatus.removed());

    Side {
        reached = Set.copyOf(reached);
        members = Set.copyOf(members);
    }

    Side(String self, Set<String> reached) {
        this(self, reached, reached);
    }

    static Side alone(String self) {
        return new Side(self, Set.of(self));
    }

    static Side of(Cluster cluster) {
        CurrentClusterState state = cluster.state();
        if (cluster.isTerminated()) {
            return new Side(name(cluster.selfUniqueAddress()), Set.of());
        }
        return new Side(
                name(cluster.selfUniqueAddress()),
                names(
                        state,
                        member -> !PUT_OUT.contains(member.status())
                                && member.status() != MemberStatus.exiting()
                                && !state.getUnreachable().contains(member)),
                names(state, member -> !PUT_OUT.contains(member.status())));
    }

    private static Set<String> names(CurrentClusterState state, Predicate<Member> wanted) {
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(wanted)
                .map(Member::uniqueAddress)
                .map(Side::name)
                .collect(Collectors.toSet());
    }

    /** Whether the process itself is still of the cluster. */
    boolean isMember() {
        return reached.contains(self);
    }

    /**
     * Whether the process and the holder of a right can not have decided against each other: the process has not put the holder
     * out, or the holder reached the process when it last asked.
     */
    boolean isWith(Holder holder) {
        return members.contains(holder.owner()) || holder.side().contains(self);
    }

    private static String name(UniqueAddress address) {
        return address.address().hostPort() + "#" + address.longUid();
    }
}
