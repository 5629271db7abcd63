package dev.ferry.actor.copy;

import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.KnownNode;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.NodeFact.Endpoint;
import dev.ferry.model.node.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/**
 * Makes facts of what was heard: the cluster tells which addresses are there, descriptions tell which node an address is and
 * what it has, the registry tells which nodes there ever were and which are drained.
 */
final class NodeFacts {
    /** Told of a member, so that whoever asks can be told it in turn. */
    record Heard(StorageNode.Description description, Address address) {}

    /** The cluster's words for its members; those that are not here are gone, or as good as that. */
    private static final Map<String, Presence> WORDS = Map.of(
            MemberStatus.joining().toString(), Presence.JOINING,
            MemberStatus.weaklyUp().toString(), Presence.JOINING,
            MemberStatus.up().toString(), Presence.UP,
            MemberStatus.leaving().toString(), Presence.LEAVING,
            MemberStatus.exiting().toString(), Presence.LEAVING);

    private final CurrentClusterState cluster;
    private final Map<String, Member> members = new HashMap<>();
    private final Predicate<Member> young;

    /** {@code young} are members that have not had the time to describe themselves. */
    NodeFacts(CurrentClusterState cluster, Predicate<Member> young) {
        this.cluster = cluster;
        this.young = young;
        cluster.getMembers().forEach(member -> members.put(member.address().hostPort(), member));
    }

    ClusterFacts of(Collection<Heard> heard, Collection<KnownNode> known, boolean settling) {
        Set<String> drained = new HashSet<>();
        known.stream().filter(KnownNode::isDrained).map(KnownNode::name).forEach(drained::add);
        Map<String, NodeFact> facts = new TreeMap<>();
        Set<String> told = new HashSet<>();
        for (Heard one : heard) {
            StorageNode.Description node = one.description();
            told.add(one.address().hostPort());
            Presence presence = presence(one.address().hostPort(), false);
            NodeFact fact = new NodeFact(
                    node.node(),
                    presence,
                    drained.contains(node.node()),
                    node.volumeKeys(),
                    endpoint(one.address().hostPort()));
            // Of a process that is gone and its successor, the one that is there counts.
            facts.merge(node.node(), fact, (a, b) -> a.presence() == Presence.UP ? a : b);
        }
        for (KnownNode node : known) {
            boolean elsewhere = told.contains(node.address());
            Presence presence = elsewhere ? Presence.GONE : presence(node.address(), true);
            facts.putIfAbsent(
                    node.name(),
                    new NodeFact(
                            node.name(),
                            presence == Presence.GONE && settling ? Presence.AWAITED : presence,
                            node.isDrained(),
                            Set.of(),
                            endpoint(node.address())));
        }
        return new ClusterFacts(new ArrayList<>(facts.values()), settling);
    }

    private Presence presence(String address, boolean silent) {
        Member member = members.get(address);
        if (member == null) {
            return Presence.GONE;
        }
        if (cluster.getUnreachable().contains(member)) {
            return Presence.UNREACHABLE;
        }
        Presence presence = WORDS.getOrDefault(member.status().toString(), Presence.GONE);
        return presence == Presence.UP && silent && young.test(member) ? Presence.AWAITED : presence;
    }

    private Endpoint endpoint(String address) {
        Member member = members.get(address);
        return member == null ? new Endpoint(address, Set.of()) : new Endpoint(address, Set.copyOf(roles(member)));
    }

    private static List<String> roles(Member member) {
        return member.getRoles().stream()
                .filter(role -> !role.startsWith("dc-"))
                .toList();
    }
}
