package dev.ferry.cluster;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/** A process and those of its cluster that it reaches, itself among them; each by a name that no later process has. */
record Side(String self, Set<String> reached) {
    private static final Set<MemberStatus> AWAY =
            Set.of(MemberStatus.exiting(), MemberStatus.down(), MemberStatus.removed());

    Side {
        reached = Set.copyOf(reached);
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
                StreamSupport.stream(state.getMembers().spliterator(), false)
                        .filter(member -> !state.getUnreachable().contains(member))
                        .filter(member -> !AWAY.contains(member.status()))
                        .map(Member::uniqueAddress)
                        .map(Side::name)
                        .collect(Collectors.toSet()));
    }

    /** Whether the process itself is still of the cluster. */
    boolean isMember() {
        return reached.contains(self);
    }

    private static String name(UniqueAddress address) {
        return address.address().hostPort() + "#" + address.longUid();
    }
}
