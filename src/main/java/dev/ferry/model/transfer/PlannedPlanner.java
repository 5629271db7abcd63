package dev.ferry.model.transfer;

import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.PlannedSystem.Keeping;
import dev.ferry.model.system.PlannedSystem.Origin;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.DefinitionInventory.FoundSnapshot;
import dev.ferry.model.transfer.DefinitionInventory.Link;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a planned system of what was read. One that gets a new identity gets at once all that comes with it, so that its
 * caller sees, and may change, what will be.
 */
public final class PlannedPlanner {
    /** Of what was not read from a file. */
    private static final String NO_VERSION = "";

    private PlannedPlanner() {}

    /** Of the snapshots in the folder only those are taken that the definition names; a named one that is not there is missing. */
    public static PlannedSystem plan(SystemId id, String node, DefinitionInventory read, Keeping keeping) {
        SystemId original = read.definition().system();
        Map<SnapshotId, FoundSnapshot> there = new HashMap<>();
        read.snapshots().forEach(found -> there.put(identity(found), found));
        List<PlannedSnapshot> snapshots = read.links().stream()
                .<PlannedSnapshot>map(link -> there.containsKey(link.id())
                        ? found(id, original, there.get(link.id()))
                        : missing(id, original, link))
                .toList();
        return new PlannedSystem(
                new Origin(node, read.file(), read.snapshotFolder(), original),
                identified(read.definition(), id),
                snapshots,
                "",
                keeping,
                0);
    }

    /** One that was defined rather than read. What it names need not be there, and is looked for when it is validated. */
    public static Outcome<PlannedSystem> define(SystemId id, String node, DefineWish wish, Keeping keeping) {
        Optional<Refusal> tooMany = DefinePlanner.tooManyDisks(wish);
        if (tooMany.isPresent()) {
            return Outcome.refused(tooMany.get());
        }
        SystemSettings settings = DefinePlanner.settings(wish, id, List.of());
        List<ImportedDrive> drives = IntStream.range(0, wish.disks().size())
                .mapToObj(i -> new ImportedDrive(
                        DefinePlanner.address(wish, i),
                        DefinePlanner.kind(wish.disks().get(i)),
                        wish.disks().get(i)))
                .toList();
        ImportedDefinition definition = new ImportedDefinition(id, null, NO_VERSION, false, settings, drives);
        return SystemRules.checkSettings(settings)
                .map(Outcome::<PlannedSystem>refused)
                .orElseGet(() -> Outcome.ok(
                        new PlannedSystem(new Origin(node, null, null, id), definition, List.of(), "", keeping, 0)));
    }

    /** Definitions of snapshots that were found later; those of another system are not ours. */
    public static List<PlannedSnapshot.Found> found(SystemId id, PlannedSystem planned, List<FoundSnapshot> read) {
        SystemId original = planned.origin().system();
        return read.stream()
                .filter(one -> one.definition().system().equals(original))
                .map(one -> found(id, original, one))
                .toList();
    }

    private static PlannedSnapshot.Found found(SystemId id, SystemId original, FoundSnapshot one) {
        SnapshotId own = identity(one);
        String parent = one.definition().snapshot().parentId();
        return new PlannedSnapshot.Found(
                PlannedSnapshot.identity(id, original, own),
                PlannedSnapshot.identity(id, original, parent.isEmpty() ? null : new SnapshotId(parent)),
                own,
                one.file(),
                identified(one.definition(), id));
    }

    private static PlannedSnapshot.Missing missing(SystemId id, SystemId original, Link link) {
        return new PlannedSnapshot.Missing(
                PlannedSnapshot.identity(id, original, link.id()),
                PlannedSnapshot.identity(id, original, link.parent()),
                link.id());
    }

    private static SnapshotId identity(FoundSnapshot one) {
        return new SnapshotId(one.definition().snapshot().id());
    }

    /** Two systems with one identity of the firmware, or one MAC address, would disturb each other. */
    private static ImportedDefinition identified(ImportedDefinition definition, SystemId id) {
        if (definition.system().equals(id)) {
            return definition;
        }
        SystemSettings settings = definition.settings();
        Firmware old = settings.firmware();
        Firmware firmware = new Firmware(
                Guid.derived(id + "bios"),
                old.serialNumber(),
                Guid.derived(id + "generation").replace("-", ""),
                old.secureBoot(),
                old.bootOrder());
        List<NetworkAdapter> adapters = settings.networkAdapters().stream()
                .map(adapter -> adapter.mac().isEmpty()
                        ? adapter
                        : adapter.withMac(
                                "00155D" + Guid.derived(id + adapter.id()).substring(0, 6)))
                .toList();
        return definition.withSettings(settings.withFirmware(firmware).withNetworkAdapters(adapters));
    }
}
