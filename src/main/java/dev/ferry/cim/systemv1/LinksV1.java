package dev.ferry.cim.systemv1;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;

/** How a system, its settings and its devices hang together, and with the host and its service. */
final class LinksV1 {
    private static final int YES = 1;
    private static final int MANAGES = 5;

    private LinksV1() {}

    static List<Making> currentSettings(Realized system, Scope scope) {
        return List.of(setting("Msvm_SettingsDefineState", system, scope, PathsV1.settings(scope, id(system))));
    }

    static List<Making> globalSettings(Realized system, Scope scope) {
        return List.of(setting("Msvm_ElementSettingData", system, scope, PathsV1.globalSettings(scope, id(system))));
    }

    static List<Making> exportSettings(Realized system, Scope scope) {
        return List.of(setting("Msvm_SystemExportSettingData", system, scope, PathsV1.exportSettings(scope, id(system)))
                .set("IsDefault", YES)
                .set("IsCurrent", YES)
                .set("IsNext", 0)
                .set("IsMaximum", 0)
                .set("IsMinimum", 0));
    }

    static List<Making> snapshots(Realized system, Scope scope) {
        return system.snapshots().stream()
                .map(snapshot -> setting(
                        "Msvm_PreviousSettingData",
                        system,
                        scope,
                        PathsV1.settings(scope, snapshot.id().value())))
                .toList();
    }

    static List<Making> snapshotParents(Realized system, Scope scope) {
        List<Making> all = new ArrayList<>();
        for (Configuration child : Configuration.all(system)) {
            SettingsV1.parentOf(child)
                    .ifPresent(parent -> all.add(scope.make("Msvm_ParentChildSettingData")
                            .set("Antecedent", PathsV1.settings(scope, parent.owner()))
                            .set("Dependent", PathsV1.settings(scope, child.owner()))));
        }
        return List.copyOf(all);
    }

    static List<Making> devices(Realized system, Scope scope) {
        return Configuration.all(system).stream()
                .flatMap(configuration -> devicePaths(configuration, scope).stream()
                        .map(device -> scope.make("Msvm_VirtualSystemSettingDataComponent")
                                .set("GroupComponent", PathsV1.settings(scope, configuration.owner()))
                                .set("PartComponent", device)))
                .toList();
    }

    private static List<ObjectPath> devicePaths(Configuration configuration, Scope scope) {
        String owner = configuration.owner();
        List<ObjectPath> all = new ArrayList<>();
        all.add(PathsV1.device(scope, PathsV1.MEMORY, InstanceIds.memory(owner)));
        all.add(PathsV1.device(scope, PathsV1.PROCESSOR, InstanceIds.processor(owner)));
        for (Controller controller : configuration.controllers()) {
            all.add(PathsV1.device(scope, PathsV1.RESOURCE, InstanceIds.controller(owner, controller)));
        }
        for (Drive drive : configuration.settings().drives()) {
            Controller at = configuration.controllerOf(drive);
            all.add(PathsV1.device(scope, PathsV1.RESOURCE, InstanceIds.drive(owner, at, drive)));
            if (drive.file() != null) {
                all.add(PathsV1.device(scope, PathsV1.RESOURCE, InstanceIds.disk(owner, at, drive)));
            }
        }
        configuration
                .settings()
                .networkAdapters()
                .forEach(adapter ->
                        all.add(PathsV1.device(scope, PathsV1.ADAPTER, InstanceIds.adapter(owner, adapter))));
        return all;
    }

    static List<Making> host(Realized system, Scope scope) {
        return List.of(scope.make("Msvm_HostedDependency")
                .set("Antecedent", HostPaths.host(scope))
                .set("Dependent", PathsV1.system(scope, id(system))));
    }

    static List<Making> service(Realized system, Scope scope) {
        return List.of(scope.make("Msvm_ServiceAffectsElement")
                .set("AffectedElement", PathsV1.system(scope, id(system)))
                .set("AffectingElement", HostPaths.managementService(scope))
                .numbers("ElementEffects", List.of(MANAGES)));
    }

    private static Making setting(String className, Realized system, Scope scope, ObjectPath settings) {
        return scope.make(className)
                .set("ManagedElement", PathsV1.system(scope, id(system)))
                .set("SettingData", settings);
    }

    private static String id(Realized system) {
        return system.id().value();
    }
}
