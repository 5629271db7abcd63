package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.NetworkAdapter;
import java.util.List;

/** Writes network adapters: those that stay are edited, those that are gone are removed, new ones added. */
final class AdapterWriter {
    private static final String DEVICE_NAME = "Synthetic Ethernet Port";

    private AdapterWriter() {}

    static ConfigTree write(ConfigTree tree, SystemId system, List<NetworkAdapter> adapters) {
        DeviceManifest manifest = DeviceManifest.of(tree);
        List<String> wanted =
                adapters.stream().map(adapter -> Guid.canonical(adapter.id())).toList();
        ConfigTree changed = tree;
        for (String instance : manifest.instancesOf(Devices.ADAPTER)) {
            changed = wanted.contains(instance) ? changed : changed.without(Devices.node(instance));
        }
        for (NetworkAdapter adapter : adapters) {
            String name = Devices.node(Guid.canonical(adapter.id()));
            Branch node = changed.branch(name).orElseGet(() -> newNode(name, system));
            changed = changed.editing(name, _ -> edited(node, adapter));
        }
        return manifest.withInstances(Devices.ADAPTER, DEVICE_NAME, wanted).writeTo(changed);
    }

    private static Branch edited(Branch node, NetworkAdapter adapter) {
        Branch changed = node.with("FriendlyName", adapter.name())
                .with("MacAddress", dashed(adapter.mac()))
                .with("MacAddressIsStatic", adapter.macIsStatic());
        return AdapterReader.network(node).equals(adapter.network()) ? changed : connected(changed, adapter.network());
    }

    /** The old switch's and port's GUIDs go: left in, the target host would look for a switch that is not meant. */
    private static Branch connected(Branch node, String network) {
        return node.with("Connection/AltSwitchName", network)
                .with("IsConnected", !network.isEmpty())
                .with("PortName", "")
                .with("SwitchName", "")
                .without("Connection/HostResources");
    }

    private static Branch newNode(String name, SystemId system) {
        return Branch.empty(name)
                .with("ChannelInstanceGuid", Devices.braced(Guid.derived(system + name + "channel")))
                .with("ClusterMonitored", true)
                .with("Connection/AltPortName", "Dynamic Ethernet Switch Port")
                .with("Connection/AltSwitchName", "")
                .with("Connection/AuthorizationScope", "")
                .with("Connection/ChimneyOffloadWeight", 0)
                .with("Connection/PoolId", "")
                .with("Connection/PreventIPSpoofing", false)
                .with("Connection/TestReplicaPoolId", "")
                .with("Connection/TestReplicaSwitchName", "")
                .with("IsConnected", false)
                .with("PortName", "")
                .with("SwitchName", "")
                .with("VDEVVersion", 256)
                .with("VpciInstanceGuid", Devices.braced(Guid.derived(system + name + "vpci")));
    }

    private static String dashed(String mac) {
        return mac.isEmpty() ? "00-00-00-00-00-00" : mac.replaceAll("(..)(?!$)", "$1-");
    }
}
