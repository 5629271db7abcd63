package dev.ferry.cim.management;

import dev.ferry.model.Outcome;
import dev.ferry.model.system.HardwareChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads resources that are to go as changes, in an order in which each can go: what is in a drive before the drive. */
final class Detachments {
    private Detachments() {}

    static Outcome<List<HardwareChange>> of(List<Part> parts) {
        List<HardwareChange> changes = new ArrayList<>();
        List<Part> sorted = parts.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Detachments::turn))
                .toList();
        for (Part part : sorted) {
            switch (part) {
                case Part.Memory _, Part.Processors _ -> {
                    return Refusals.invalid(
                            "no system can be without its " + part.resource(), "modify the settings that are there");
                }
                case Part.Medium(var address) -> changes.add(new HardwareChange.Insert(address, ""));
                case Part.Connection(var adapter) ->
                    changes.add(new HardwareChange.ModifyAdapter(adapter.withNetwork("")));
                case Part.Adapter(var adapter) -> changes.add(new HardwareChange.RemoveAdapter(adapter.id()));
                case Part.Bay bay -> changes.add(new HardwareChange.RemoveDrive(bay.address()));
                case Part.Hub(var controller) ->
                    changes.add(new HardwareChange.RemoveController(controller.kind(), controller.number()));
            }
        }
        return Outcome.ok(changes);
    }

    /** Of controllers, the last first. */
    private static int turn(Part part) {
        return switch (part) {
            case Part.Memory _, Part.Processors _ -> 0;
            case Part.Medium _, Part.Connection _ -> 1;
            case Part.Adapter _, Part.Bay _ -> 2;
            case Part.Hub(var controller) -> 100 - controller.number();
        };
    }
}
