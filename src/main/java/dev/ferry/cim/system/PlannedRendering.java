package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Rendering;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A planned system as Msvm_PlannedComputerSystem, the snapshots of it that are missing, and what ties it to its settings. Nothing hosts
 * it and nobody exports it: it has only what its plan has.
 */
final class PlannedRendering {
    private static final int DISABLED = 3;
    private static final int OFFLINE = 6;
    private static final int NOT_APPLICABLE = 12;
    private static final int OK = 2;
    private static final int IN_SERVICE = 11;
    private static final String MISSING = "Microsoft:Hyper-V:Snapshot:Missing";

    private PlannedRendering() {}

    /** What renders a system that is only planned. */
    @FunctionalInterface
    interface OfPlanned {
        List<Making> of(Drafted system, Scope scope);
    }

    static Rendering<SystemEntry> planned(OfPlanned rendering) {
        return (entry, scope) -> switch (entry.row().state()) {
            case Drafted system -> rendering.of(system, scope);
            case Realized _, Planned _, Absent _ -> List.of();
        };
    }

    /** One that was saved is offline: it goes on where it was when it is realized and started. */
    static List<Making> computerSystem(Drafted system, Scope scope) {
        PlannedSystem planned = system.planned();
        boolean isHeld = system.reservation() != null;
        return List.of(scope.make(SystemPaths.PLANNED)
                .set("CreationClassName", SystemPaths.PLANNED)
                .set("Name", system.id().value())
                .set("ElementName", planned.name())
                .set("EnabledState", planned.definition().saved() ? OFFLINE : DISABLED)
                .set("EnabledDefault", CimValue.none())
                .set("RequestedState", NOT_APPLICABLE)
                .set("TransitioningToState", NOT_APPLICABLE)
                .set("PrimaryOwnerName", planned.keeping().owner())
                .numbers("OperationalStatus", List.of(isHeld ? IN_SERVICE : OK))
                .texts("StatusDescriptions", List.of(isHeld ? "In service" : "The service is running normally")));
    }

    /** Of a missing snapshot nothing is known but who it is and where it stands; it is called by what its file would be called. */
    static List<Making> missingSnapshots(Drafted system, Scope scope) {
        return system.planned().missingSnapshots().stream()
                .map(missing -> missing(system, missing, scope))
                .toList();
    }

    private static Making missing(Drafted system, PlannedSnapshot.Missing missing, Scope scope) {
        Making making = scope.make(SystemPaths.SETTINGS)
                .set(SystemPaths.INSTANCE_ID, InstanceIds.settings(missing.id().value()))
                .set("Description", "Snapshot settings for the virtual machine")
                .set("ElementName", missing.original().value())
                .set("VirtualSystemIdentifier", system.id().value())
                .set("VirtualSystemType", MISSING)
                .set("ConfigurationID", missing.id().value());
        SnapshotId parent = PlannedConfiguration.parent(system.planned(), missing.parent());
        return parent == null
                ? making
                : making.set(
                        "Parent", SystemPaths.settings(scope, parent.value()).toString());
    }

    static List<Making> settingsDefineState(Drafted system, Scope scope) {
        return List.of(scope.make("Msvm_SettingsDefineState")
                .set("ManagedElement", SystemPaths.planned(scope, system.id()))
                .set("SettingData", SystemPaths.settings(scope, system.id().value())));
    }

    /** Found or missing: who repairs the plan has to see both. */
    static List<Making> snapshots(Drafted system, Scope scope) {
        return system.planned().snapshots().stream()
                .map(snapshot -> scope.make("Msvm_ElementSettingData")
                        .set("ManagedElement", SystemPaths.planned(scope, system.id()))
                        .set(
                                "SettingData",
                                SystemPaths.settings(scope, snapshot.id().value())))
                .toList();
    }

    /** In a tree with more than one end nobody recorded on which of them the system is. */
    static List<Making> mostCurrentSnapshot(Drafted system, Scope scope) {
        List<PlannedSnapshot> all = system.planned().snapshots();
        Set<SnapshotId> parents = all.stream()
                .filter(snapshot -> snapshot.parent() != null)
                .map(PlannedSnapshot::parent)
                .collect(Collectors.toUnmodifiableSet());
        List<PlannedSnapshot> ends = all.stream()
                .filter(snapshot -> !parents.contains(snapshot.id()))
                .toList();
        return ends.size() != 1
                ? List.of()
                : List.of(scope.make("Msvm_MostCurrentSnapshotInBranch")
                        .set("Antecedent", SystemPaths.planned(scope, system.id()))
                        .set(
                                "Dependent",
                                SystemPaths.settings(scope, ends.getFirst().id().value())));
    }

    /** What a missing snapshot was taken after; of the others their settings tell it. */
    static List<Making> parentsOfMissing(Drafted system, Scope scope) {
        return system.planned().missingSnapshots().stream()
                .filter(missing -> PlannedConfiguration.parent(system.planned(), missing.parent()) != null)
                .map(missing -> scope.make("Msvm_ParentChildSettingData")
                        .set(
                                "Antecedent",
                                SystemPaths.settings(scope, missing.parent().value()))
                        .set(
                                "Dependent",
                                SystemPaths.settings(scope, missing.id().value())))
                .toList();
    }
}
