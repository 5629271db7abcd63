package dev.ferry.format.definition;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.Guid;
import dev.ferry.model.system.NetworkAdapter;
import java.util.ArrayList;
import java.util.List;

/** The synthetic network adapters of a configuration, in the order of its device list. */
final class AdapterReader {
    static final String DEFAULT_NAME = "Network Adapter";

    private AdapterReader() {}

    static List<NetworkAdapter> read(String label, ConfigTree tree) throws FormatException {
        List<NetworkAdapter> adapters = new ArrayList<>();
        for (String instance : DeviceManifest.of(tree).instancesOf(Devices.ADAPTER)) {
            String name = Devices.node(instance);
            Branch node = tree.branch(name).orElseGet(() -> Branch.empty(name));
            adapters.add(adapter(instance, new Values(label, name, node)));
        }
        return adapters;
    }

    private static NetworkAdapter adapter(String instance, Values node) throws FormatException {
        String mac = node.string("MacAddress", "");
        try {
            return new NetworkAdapter(
                    instance,
                    node.string("FriendlyName", DEFAULT_NAME),
                    mac,
                    node.flag("MacAddressIsStatic", false),
                    network(node.branch()));
        } catch (IllegalArgumentException e) {
            throw node.broken("'" + node.where("MacAddress") + "': " + e.getMessage());
        }
    }

    /** The name that people gave the switch; a switch's GUID means nothing on another host. */
    static String network(Branch node) {
        return node.string("Connection/AltSwitchName")
                .filter(name -> !name.isEmpty())
                .or(() -> node.string("SwitchName").filter(name -> !Guid.isGuid(name)))
                .orElse("");
    }
}
