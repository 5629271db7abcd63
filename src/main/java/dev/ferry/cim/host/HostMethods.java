package dev.ferry.cim.host;

import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** What is declared for hosts and nodes, and answered in numbers of its own. */
public final class HostMethods {
    private static final long NOT_SUPPORTED = 1;

    private HostMethods() {}

    public static void tie(Namespace namespace, MethodTable table) {
        if (namespace == Namespace.CLUSTER) {
            table.add(HostViews.REDUNDANCY_SET, "Failover", HostMethods::failover);
        }
    }

    /** A node can be drained, but where its work goes is not for the caller to say, which is all that Failover is for. */
    private static Returned failover(Invocation call) {
        Refusal refusal = Refusal.of(
                ReturnCode.NOT_SUPPORTED,
                "the work of one node cannot be sent to another that the caller names",
                "drain the node, or move its systems one by one");
        return Returned.refused(refusal).as(NOT_SUPPORTED);
    }
}
