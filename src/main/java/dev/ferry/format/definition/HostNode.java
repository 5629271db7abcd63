package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.system.HostData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What hosts keep about a system, under a node that is Ferry's own: others pass over what they do not know. */
final class HostNode {
    private static final String NODE = "ferry";
    private static final String SCOPE = NODE + "/scope_of_residence";
    private static final String ITEMS = NODE + "/items";

    private HostNode() {}

    static HostData read(ConfigTree tree) {
        Map<String, String> items = new TreeMap<>();
        List<Branch> nodes =
                tree.branch(ITEMS).stream().flatMap(Branch::branches).toList();
        for (Branch node : nodes) {
            node.string("name")
                    .ifPresent(name -> items.put(name, node.string("data").orElse("")));
        }
        return new HostData(tree.string(SCOPE).orElse(""), items);
    }

    static ConfigTree write(ConfigTree tree, HostData host) {
        ConfigTree changed = tree.branch(NODE).isPresent() ? tree.without(NODE) : tree;
        if (!host.scopeOfResidence().isEmpty()) {
            changed = changed.with(SCOPE, host.scopeOfResidence());
        }
        int index = 0;
        for (Map.Entry<String, String> item : host.items().entrySet()) {
            String node = ITEMS + "/item" + index;
            changed = changed.with(node + "/name", item.getKey()).with(node + "/data", item.getValue());
            index++;
        }
        return changed;
    }
}
