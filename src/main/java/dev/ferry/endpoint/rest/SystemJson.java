package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.NewSystem;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemRow;
import java.util.List;
import java.util.function.Function;

/** A system for clients of REST. {@code seats} tells with whom a system is now. */
record SystemJson(PathTexts paths, Function<VirtualSystem.Realized, Seat> seats) {
    ObjectNode of(SystemRow row) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", row.id().value());
        json.put("incarnation", row.state().incarnation()).put("name", row.name());
        switch (row.state()) {
            case VirtualSystem.Absent _ -> json.putNull("state").put("planned", false);
            case VirtualSystem.Planned planned -> planned(json, planned);
            case VirtualSystem.Drafted drafted -> drafted(json, drafted.planned());
            case VirtualSystem.Realized realized -> {
                Seat seat = seats.apply(realized);
                state(json, seat, realized.state());
                json.put("planned", false);
                placement(json, seat.node(), realized.placement());
                settings(json, realized.settings());
                snapshots(json, realized.snapshots());
            }
        }
        json.set("plan", row.state() instanceof VirtualSystem.Drafted drafted ? plan(drafted.planned()) : null);
        json.put("job", row.state().held().map(SystemJson::job).orElse(null));
        return json.put("version", row.version());
    }

    /** What an import would make. */
    ObjectNode of(String id, NewSystem system) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        json.put("name", system.settings().name());
        made(json, system);
        return json;
    }

    /** As much as a definition tells by itself. */
    ObjectNode of(String id, SystemSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        json.put("name", settings.name()).put("planned", true);
        settings(json, settings);
        return json;
    }

    private static String job(Reservation held) {
        return held.order().id().value();
    }

    private void planned(ObjectNode json, VirtualSystem.Planned planned) {
        switch (planned.reservation().order().assignment()) {
            case Assignment.Import wanted -> made(json, wanted.system());
            case Assignment.Define wanted -> made(json, wanted.system());
            case Assignment.Realize wanted -> made(json, wanted.system());
            case Assignment.Plan wanted -> drafted(json, wanted.planned());
            case Assignment.Export _,
                    Assignment.Remove _,
                    Assignment.Verify _,
                    Assignment.Move _,
                    Assignment.AddSnapshots _,
                    Assignment.Validate _ ->
                json.put("state", SystemState.OFF.word()).put("planned", true);
        }
    }

    /** Its drives are told by the paths that the definition gives: their files may not be there. */
    private void drafted(ObjectNode json, PlannedSystem planned) {
        ImportedDefinition definition = planned.definition();
        json.put("state", (definition.saved() ? SystemState.SAVED : SystemState.OFF).word());
        json.put("stateNote", "it is planned, and not realized yet");
        json.put("planned", true);
        json.put("node", planned.origin().node());
        json.put("home", planned.origin().node());
        if (planned.origin().definition() != null) {
            json.put("definitionFile", paths.posix(planned.origin().definition()));
        }
        plain(json, definition.settings());
        ArrayNode disks = json.putArray("disks");
        definition.drives().forEach(drive -> {
            ObjectNode disk = disks.addObject().put("path", JobJson.orNull(drive.path()));
            address(disk, drive.address());
            disk.put("kind", word(drive.kind()));
        });
        adapters(json, definition.settings());
        ArrayNode snapshots = json.putArray("snapshots");
        planned.snapshots().forEach(snapshot -> snapshot(snapshots.addObject(), snapshot));
    }

    private static ObjectNode plan(PlannedSystem planned) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("owner", planned.keeping().owner())
                .put("expiresAt", JobJson.text(planned.keeping().until()));
    }

    private static void snapshot(ObjectNode json, PlannedSnapshot snapshot) {
        json.put("id", snapshot.id().value());
        json.put("parent", snapshot.parent() == null ? null : snapshot.parent().value());
        switch (snapshot) {
            case PlannedSnapshot.Found found -> {
                json.put("name", found.definition().settings().name()).put("missing", false);
                json.put("createdAt", JobJson.text(found.definition().snapshot().createdAt()));
            }
            case PlannedSnapshot.Missing _ -> json.put("missing", true);
        }
    }

    private void made(ObjectNode json, NewSystem system) {
        json.put("state", system.state().word());
        json.put("stateNote", "it is being made");
        json.put("planned", true);
        placement(json, system.placement().node(), system.placement());
        settings(json, system.settings());
        snapshots(json, system.snapshots());
    }

    private static void state(ObjectNode json, Seat seat, SystemState state) {
        json.put("state", seat.lost() == null ? state.word() : SystemQuery.UNAVAILABLE);
        json.put("stateNote", note(seat, state));
    }

    private static String note(Seat seat, SystemState state) {
        if (seat.lost() != null) {
            return "on " + seat.lost().why() + "; it was last " + state.word();
        }
        return switch (seat.hypervisor()) {
            case "" -> "as it was recorded: " + seat.node() + " has not been heard of yet";
            case "none" -> "as it was recorded: " + seat.node() + " has no hypervisor";
            default -> "as the " + seat.hypervisor() + " hypervisor of " + seat.node() + " says";
        };
    }

    private void placement(ObjectNode json, String owner, Placement placement) {
        json.put("node", owner);
        json.put("home", placement.node());
        json.put("definitionFile", paths.posix(placement.definition()));
    }

    private void settings(ObjectNode json, SystemSettings settings) {
        plain(json, settings);
        ArrayNode disks = json.putArray("disks");
        settings.drives().forEach(drive -> disk(disks.addObject(), drive));
        adapters(json, settings);
    }

    private static void plain(ObjectNode json, SystemSettings settings) {
        json.put("generation", settings.generation());
        json.put("memoryBytes", settings.memory().startupBytes());
        json.put("processors", settings.processors());
        json.put("notes", settings.notes());
    }

    private static void adapters(ObjectNode json, SystemSettings settings) {
        ArrayNode adapters = json.putArray("networkAdapters");
        settings.networkAdapters().forEach(adapter -> adapter(adapters.addObject(), adapter));
    }

    private void disk(ObjectNode json, Drive drive) {
        json.put("path", paths.orNull(drive.file()));
        address(json, drive.address());
        json.put("kind", word(drive.kind()));
        json.put("sizeBytes", drive.sizeBytes());
    }

    private static void address(ObjectNode json, DriveAddress address) {
        json.put("controller", address.controller().name() + " " + address.number());
        json.put("slot", address.slot());
    }

    private static String word(DriveKind kind) {
        return switch (kind) {
            case HARD_DISK -> "HardDisk";
            case DVD -> "DVD";
            case FLOPPY -> "Floppy";
        };
    }

    private static void adapter(ObjectNode json, NetworkAdapter adapter) {
        json.put("id", adapter.id()).put("name", adapter.name());
        json.put("mac", JobJson.orNull(adapter.mac())).put("macIsStatic", adapter.macIsStatic());
        json.put("network", JobJson.orNull(adapter.network()));
    }

    private static void snapshots(ObjectNode json, List<Snapshot> snapshots) {
        ArrayNode array = json.putArray("snapshots");
        for (Snapshot snapshot : snapshots) {
            array.addObject()
                    .put("id", snapshot.id().value())
                    .put("name", snapshot.settings().name())
                    .put(
                            "parent",
                            snapshot.parent() == null ? null : snapshot.parent().value())
                    .put("createdAt", JobJson.text(snapshot.createdAt()));
        }
    }
}
