package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.actor.copy.StorageNodes;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** A node for clients of REST: what its hands tell, and how it stands in the cluster. */
record NodeJson(ActorSystem<?> system, String version) {
    /** What a member says that was not told its version. */
    private static final String NO_VERSION = "0.0.0";

    ObjectNode of(StorageNodes.Member node) {
        Cluster cluster = Cluster.get(system);
        ClusterEvent.CurrentClusterState state = cluster.state();
        Address told = node.ref().path().address();
        Address address = told.hasGlobalScope() ? told : cluster.selfMember().address();
        Optional<Member> member = Optional.empty();
        for (Member one : state.getMembers()) {
            member = one.address().equals(address) ? Optional.of(one) : member;
        }
        boolean away = member.filter(state.getUnreachable()::contains).isPresent();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", node.node()).put("address", address.hostPort());
        json.put(
                "state",
                away
                        ? "Unreachable"
                        : member.map(one -> one.status().toString()).orElse("Removed"));
        ArrayNode roles = json.putArray("roles");
        member.ifPresent(one -> one.getRoles().stream()
                .filter(role -> !role.startsWith("dc-"))
                .sorted()
                .forEach(roles::add));
        json.put("version", member.map(this::version).orElse(null));
        return json.put("hypervisor", node.hypervisor());
    }

    private String version(Member member) {
        String told = member.appVersion().version();
        boolean self =
                member.uniqueAddress().equals(Cluster.get(system).selfMember().uniqueAddress());
        return self ? version : told.equals(NO_VERSION) ? null : told;
    }
}
