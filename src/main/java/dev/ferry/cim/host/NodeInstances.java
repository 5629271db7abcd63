package dev.ferry.cim.host;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimValue;
import dev.ferry.service.NodeStanding;
import java.time.Instant;
import java.util.List;

/** The nodes of the cluster, one by one and as those that stand in for each other. */
final class NodeInstances {
    private static final String SET_ID = "Ferry:Nodes";
    private static final int FULLY_REDUNDANT = 2;
    private static final int DEGRADED = 3;
    private static final int REDUNDANCY_LOST = 4;
    private static final int OVERALL_FAILURE = 5;

    /** All are active, and each does without the others. */
    private static final int N_PLUS_1 = 2;

    private NodeInstances() {}

    static List<Making> node(NodeStanding node, Scope scope) {
        NodeState state = NodeState.of(node);
        Making making = HostInstances.named(node.name(), scope)
                .set("EnabledState", state.enabledState)
                .set("HealthState", state.healthState)
                .numbers("OperationalStatus", List.of(state.operationalStatus))
                .texts("StatusDescriptions", List.of(state.text));
        Instant since = node.since();
        return List.of(
                since == null ? making : making.set("TimeOfLastStateChange", CimValue.of(CimDateTime.of(since))));
    }

    static List<Making> redundancySet(List<NodeStanding> nodes, Scope scope) {
        return List.of(scope.make(HostViews.REDUNDANCY_SET)
                .set("InstanceID", SET_ID)
                .set("Caption", "Redundancy Set")
                .set("ElementName", "Nodes of the cluster")
                .set("RedundancyStatus", redundancy(nodes))
                .numbers("TypeOfSet", List.of(N_PLUS_1))
                .set("MinNumberNeeded", 1)
                .set("MaxNumberSupported", 0));
    }

    private static int redundancy(List<NodeStanding> nodes) {
        long working = nodes.stream()
                .filter(node -> NodeState.of(node) == NodeState.ENABLED)
                .count();
        if (working <= 1) {
            return working == 0 ? OVERALL_FAILURE : REDUNDANCY_LOST;
        }
        return working == nodes.size() ? FULLY_REDUNDANT : DEGRADED;
    }

    static List<Making> member(NodeStanding node, Scope scope) {
        return List.of(scope.make("Msvm_MemberOfCollection")
                .set("Collection", scope.path(HostViews.REDUNDANCY_SET, "InstanceID", SET_ID))
                .set("Member", HostPaths.node(scope, node.name())));
    }
}
