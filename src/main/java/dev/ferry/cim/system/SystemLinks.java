package dev.ferry.cim.system;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemService.Seat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What ties a system, its settings, its snapshots, its host and the service to one another. */
final class SystemLinks {
    private static final String MANAGED_ELEMENT = "ManagedElement";
    private static final String SETTING_DATA = "SettingData";
    private static final String ANTECEDENT = "Antecedent";
    private static final String DEPENDENT = "Dependent";

    private SystemLinks() {}

    static List<Making> settingsDefineState(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_SettingsDefineState")
                .set(MANAGED_ELEMENT, SystemPaths.system(scope, system.id()))
                .set(SETTING_DATA, SystemPaths.settings(scope, system.id().value())));
    }

    static List<Making> exportSettings(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_SystemExportSettingData")
                .set(MANAGED_ELEMENT, SystemPaths.system(scope, system.id()))
                .set(
                        SETTING_DATA,
                        scope.path(
                                "Msvm_VirtualSystemExportSettingData",
                                SystemPaths.INSTANCE_ID,
                                InstanceIds.settings(system.id().value()))));
    }

    static List<Making> snapshots(Realized system, Seat seat, Scope scope) {
        return system.snapshots().stream()
                .map(snapshot -> scope.make("Msvm_SnapshotOfVirtualSystem")
                        .set(ANTECEDENT, SystemPaths.system(scope, system.id()))
                        .set(
                                DEPENDENT,
                                SystemPaths.settings(scope, snapshot.id().value())))
                .toList();
    }

    /** In a tree with more than one end nobody recorded on which of them the system is. */
    static List<Making> mostCurrentSnapshot(Realized system, Seat seat, Scope scope) {
        Set<SnapshotId> parents = system.snapshots().stream()
                .filter(snapshot -> snapshot.parent() != null)
                .map(Snapshot::parent)
                .collect(Collectors.toUnmodifiableSet());
        List<Snapshot> ends = system.snapshots().stream()
                .filter(snapshot -> !parents.contains(snapshot.id()))
                .toList();
        return ends.size() != 1
                ? List.of()
                : List.of(scope.make("Msvm_MostCurrentSnapshotInBranch")
                        .set(ANTECEDENT, SystemPaths.system(scope, system.id()))
                        .set(
                                DEPENDENT,
                                SystemPaths.settings(scope, ends.getFirst().id().value())));
    }

    static List<Making> parentAndChild(Configuration of, Scope scope) {
        return of.parent() == null
                ? List.of()
                : List.of(scope.make("Msvm_ParentChildSettingData")
                        .set(ANTECEDENT, SystemPaths.settings(scope, of.parent().value()))
                        .set(DEPENDENT, SystemPaths.settings(scope, of.owner())));
    }

    /** Each part is one of {@code parts}' instances. */
    static Configuration.Part components(List<Configuration.Part> parts) {
        return (of, scope) -> parts.stream()
                .flatMap(part -> part.of(of, scope).stream())
                .map(part -> path(part, scope))
                .map(part -> scope.make("Msvm_VirtualSystemSettingDataComponent")
                        .set("GroupComponent", SystemPaths.settings(scope, of.owner()))
                        .set("PartComponent", part))
                .toList();
    }

    private static ObjectPath path(Making part, Scope scope) {
        CimInstance instance = part.embedded();
        return scope.path(
                instance.className(),
                SystemPaths.INSTANCE_ID,
                instance.text(SystemPaths.INSTANCE_ID).orElseThrow());
    }

    static List<Making> summary(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_ComputerSystemSummaryInformation")
                .set(ANTECEDENT, SystemPaths.system(scope, system.id()))
                .set(
                        DEPENDENT,
                        scope.path(
                                SummaryRendering.CLASS,
                                SystemPaths.INSTANCE_ID,
                                InstanceIds.settings(system.id().value()))));
    }

    static List<Making> host(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_HostedDependency")
                .set(ANTECEDENT, HostPaths.node(scope, seat.node()))
                .set(DEPENDENT, SystemPaths.system(scope, system.id())));
    }

    static List<Making> service(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_ServiceAffectsElement")
                .set("AffectedElement", SystemPaths.system(scope, system.id()))
                .set("AffectingElement", HostPaths.managementService(scope)));
    }

    /** The system as the cluster has it, and as its host has it. */
    static List<Making> identity(Realized system, Seat seat, Scope scope) {
        ObjectPath here = SystemPaths.system(scope, system.id());
        return List.of(scope.make("Msvm_ConcreteIdentity")
                .set("SystemElement", here)
                .set("SameElement", here.on(HostPaths.nodeName(seat.node())).in(Namespace.V2.path())));
    }
}
