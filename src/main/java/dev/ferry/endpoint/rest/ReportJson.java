package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.service.ImportService.Comparison;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an import would make, and what stands in its way. */
record ReportJson(PathTexts paths, SystemJson systems) {
    ObjectNode of(Comparison comparison) {
        ImportInventory inventory = comparison.inventory();
        Assignment.Import wanted = comparison.assignment();
        String id = comparison.system().value();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(
                "system",
                wanted == null
                        ? systems.of(id, inventory.system().content().settings())
                        : systems.of(id, wanted.system()));
        json.put("source", paths.posix(inventory.folder()));
        json.put("manifest", inventory.manifest() == null ? "none" : "ok");
        json.set("disks", disks(inventory, wanted));
        json.set("networks", networks(inventory, wanted));
        ArrayNode warnings = json.putArray("warnings");
        warnings(inventory, wanted).forEach(warnings::add);
        json.set("refusals", JobJson.errors(comparison.refusals()));
        return json;
    }

    private static Set<String> warnings(ImportInventory inventory, Assignment.Import wanted) {
        Set<String> all = new LinkedHashSet<>(inventory.warnings());
        if (wanted != null) {
            all.addAll(wanted.warnings());
        }
        return all;
    }

    /** Each file once: a snapshot's disks are often those of the system. */
    private ArrayNode disks(ImportInventory inventory, Assignment.Import wanted) {
        Map<VolumePath, VolumePath> targets = targets(wanted);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Set<String> told = new LinkedHashSet<>();
        Stream.concat(Stream.of(inventory.system()), inventory.snapshots().stream())
                .flatMap(found -> found.drives().stream())
                .filter(drive -> !drive.current().isEmpty() && told.add(drive.current()))
                .forEach(drive -> {
                    VolumePath source =
                            drive.file() == null ? null : drive.file().path();
                    VolumePath stays = wanted == null ? null : source;
                    array.addObject()
                            .put("current", drive.current())
                            .put("source", paths.orNull(source))
                            .put("target", paths.orNull(targets.getOrDefault(source, stays)))
                            .put("sizeBytes", drive.sizeBytes());
                });
        return array;
    }

    private static Map<VolumePath, VolumePath> targets(Assignment.Import wanted) {
        Map<VolumePath, VolumePath> targets = new HashMap<>();
        if (wanted != null) {
            for (Item item : wanted.delivery().items()) {
                switch (item) {
                    case Item.CopyOf(var source, var target) -> targets.put(source.path(), target);
                    case Item.NewDisk _, Item.Definition _ -> {}
                }
            }
        }
        return targets;
    }

    /** An adapter keeps its place in the list, whatever else of it changes. */
    private static ArrayNode networks(ImportInventory inventory, Assignment.Import wanted) {
        List<NetworkAdapter> from = inventory.system().content().settings().networkAdapters();
        List<NetworkAdapter> to =
                wanted == null ? List.of() : wanted.system().settings().networkAdapters();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Set<String> told = new LinkedHashSet<>();
        for (int i = 0; i < from.size(); i++) {
            String network = from.get(i).network();
            if (!network.isEmpty() && told.add(network)) {
                array.addObject()
                        .put("from", network)
                        .put("to", i < to.size() ? JobJson.orNull(to.get(i).network()) : null);
            }
        }
        return array;
    }
}
