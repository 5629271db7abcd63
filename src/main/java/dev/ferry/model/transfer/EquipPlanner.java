package dev.ferry.model.transfer;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.HardwareEdits;
import dev.ferry.model.system.HardwareEdits.Medium;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what a change of hardware comes to: the settings, the disks that the system then owns, and those that it gives up. */
public final class EquipPlanner {
    private EquipPlanner() {}

    public static Outcome<Assignment.Equip> assign(
            Realized system, List<HardwareChange> changes, EquipInventory inventory) {
        if (!inventory.problems().isEmpty()) {
            return Outcome.refused(inventory.problems().getFirst());
        }
        Map<String, Medium> media = new HashMap<>();
        inventory
                .media()
                .forEach(
                        found -> media.put(found.path(), new Medium(found.file().path(), found.sizeBytes())));
        SystemSettings from = system.settings();
        return HardwareEdits.apply(from, changes, media)
                .then(to -> unknownNetwork(from, to, inventory.networks())
                        .<Outcome<SystemSettings>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.ok(to)))
                .map(to -> {
                    Set<VolumePath> before = disks(from, system.snapshots());
                    Set<VolumePath> after = disks(to, system.snapshots());
                    return new Assignment.Equip(
                            from, to, inventory.files(), without(after, before), without(before, after));
                });
    }

    private static Optional<Refusal> unknownNetwork(SystemSettings from, SystemSettings to, Set<String> networks) {
        return to.networkAdapters().stream()
                .filter(adapter -> from.networkAdapters().stream()
                        .noneMatch(old ->
                                old.id().equals(adapter.id()) && old.network().equals(adapter.network())))
                .map(NetworkAdapter::network)
                .filter(network -> !network.isEmpty() && !networks.contains(network))
                .findFirst()
                .map(network -> new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "there is no network '" + network + "' here",
                        "name one of " + networks.stream().sorted().toList()));
    }

    /** A disk of a snapshot stays the system's, whatever becomes of the drive that it was in. */
    private static Set<VolumePath> disks(SystemSettings settings, List<Snapshot> snapshots) {
        Set<VolumePath> all = new LinkedHashSet<>();
        Stream.concat(Stream.of(settings), snapshots.stream().map(Snapshot::settings))
                .flatMap(one -> one.drives().stream())
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK && drive.file() != null)
                .forEach(drive -> all.add(drive.file()));
        return all;
    }

    private static List<VolumePath> without(Set<VolumePath> all, Set<VolumePath> some) {
        return all.stream().filter(path -> !some.contains(path)).toList();
    }
}
