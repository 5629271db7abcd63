package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whose resources are meant: a system's, or (of a planned one) a snapshot's, which has the same.
 *
 * @param guid what the InstanceIDs of its parts begin with
 * @param snapshot null for the system itself
 */
record Owner(
        SystemId system,
        String guid,
        SnapshotId snapshot,
        boolean isPlanned,
        SystemSettings settings,
        List<Part.Bay> bays) {
    Owner {
        bays = List.copyOf(bays);
    }

    static Outcome<Owner> of(Optional<SystemRow> row, String guid) {
        return row.map(SystemRow::state)
                .map(state -> switch (state) {
                    case VirtualSystem.Realized realized -> realized(realized, guid);
                    case VirtualSystem.Drafted drafted -> drafted(drafted, guid);
                    case VirtualSystem.Absent _, VirtualSystem.Planned _ ->
                        Outcome.<Owner>refused(Replies.noSystem(guid));
                })
                .orElseGet(() -> Outcome.refused(Replies.noSystem(guid)));
    }

    private static Outcome<Owner> realized(VirtualSystem.Realized system, String guid) {
        if (!system.id().value().equals(guid)) {
            return Refusals.notServed(
                    "the settings " + InstanceIds.settings(guid)
                            + " are those of a snapshot, which stay as they were taken",
                    "change the settings of the system");
        }
        List<Part.Bay> bays = system.settings().drives().stream()
                .map(drive -> new Part.Bay(drive.address(), drive.kind(), drive.file() != null))
                .toList();
        return Outcome.ok(new Owner(system.id(), guid, null, false, system.settings(), bays));
    }

    private static Outcome<Owner> drafted(VirtualSystem.Drafted system, String guid) {
        SnapshotId snapshot = system.id().value().equals(guid) ? null : new SnapshotId(guid);
        return system.planned()
                .part(snapshot)
                .map(part -> Outcome.ok(new Owner(system.id(), guid, snapshot, true, part.settings(), bays(part))))
                .orElseGet(() -> Outcome.refused(Replies.noSystem(guid)));
    }

    private static List<Part.Bay> bays(ImportedDefinition part) {
        return part.drives().stream()
                .map(drive -> new Part.Bay(
                        drive.address(), drive.kind(), !drive.path().isEmpty()))
                .toList();
    }

    /** The part that an InstanceID names. */
    Outcome<Part> part(Scope scope, String instanceId) {
        return Optional.ofNullable(parts(scope).get(key(instanceId)))
                .map(Outcome::ok)
                .orElseGet(() -> Refusals.invalid(
                        "'" + settings.name() + "' has no resource " + CimFailure.quoted(instanceId),
                        "enumerate its settings to see what it has"));
    }

    String idOf(Scope scope, Part part) {
        return switch (part) {
            case Part.Memory _ -> InstanceIds.memory(guid);
            case Part.Processors _ -> InstanceIds.processor(guid);
            case Part.Hub(var controller) -> InstanceIds.controller(guid, controller);
            case Part.Bay(var address, var kind, var _) ->
                InstanceIds.drive(guid, controllerAt(scope, address), new Drive(address, kind, null, 0));
            case Part.Medium(var address) ->
                InstanceIds.disk(guid, controllerAt(scope, address), new Drive(address, null, null, 0));
            case Part.Adapter(var adapter) -> InstanceIds.adapter(guid, adapter);
            case Part.Connection(var adapter) -> InstanceIds.connection(guid, adapter);
        };
    }

    /** Those that are listed, and those that only a drive tells of, which the two namespaces name differently. */
    List<Controller> controllers(Scope scope) {
        List<Controller> all = new ArrayList<>(settings.controllers());
        for (Part.Bay bay : bays) {
            DriveAddress address = bay.address();
            if (all.stream().noneMatch(one -> isAt(one, address))) {
                boolean isNamed = address.controller() == ControllerKind.SCSI && ResourceKind.isFirst(scope);
                String id = isNamed ? Guid.derived(guid + "scsi" + address.number()) : "";
                all.add(new Controller(address.controller(), address.number(), id));
            }
        }
        return all;
    }

    private Controller controllerAt(Scope scope, DriveAddress address) {
        return controllers(scope).stream()
                .filter(one -> isAt(one, address))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAt(Controller controller, DriveAddress address) {
        return controller.kind() == address.controller() && controller.number() == address.number();
    }

    private Map<String, Part> parts(Scope scope) {
        List<Part> all = new ArrayList<>(List.of(new Part.Memory(), new Part.Processors()));
        controllers(scope).forEach(controller -> all.add(new Part.Hub(controller)));
        for (Part.Bay bay : bays) {
            all.add(bay);
            if (bay.isFilled()) {
                all.add(new Part.Medium(bay.address()));
            }
        }
        for (NetworkAdapter adapter : settings.networkAdapters()) {
            all.add(new Part.Adapter(adapter));
            all.add(new Part.Connection(adapter));
        }
        Map<String, Part> byId = new LinkedHashMap<>();
        all.forEach(part -> byId.putIfAbsent(key(idOf(scope, part)), part));
        return byId;
    }

    private static String key(String instanceId) {
        return instanceId.toUpperCase(Locale.ROOT);
    }
}
