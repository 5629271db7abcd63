package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Rendering;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * All classes of {@code root/virtualization} whose instances are made of virtual systems. Msvm_LastAppliedSettingData is not among
 * them, because nobody keeps which snapshot was applied last.
 */
public final class SystemViewsV1 {
    private static final String NAME = "ElementName";
    private static final String SYSTEM = "SystemName";

    private SystemViewsV1() {}

    /** {@code windows} tells the path of a file as this namespace shows it. */
    public static List<ClassView<?>> views(Family<SystemEntry> systems, Function<VolumePath, String> windows) {
        SettingsV1 settings = new SettingsV1(windows);
        StorageV1 storage = new StorageV1(windows);
        return List.of(
                new ClassView<>(PathsV1.SYSTEM, systems, SystemViewsV1::computerSystem, NAME, "Name"),
                // A snapshot can have another name than its system has now, so the name finds no row here.
                new ClassView<>(PathsV1.SETTINGS, systems, realized(settings::settings), "", SYSTEM),
                new ClassView<>(PathsV1.GLOBAL_SETTINGS, systems, realized(settings::globalSettings), NAME, SYSTEM),
                view(PathsV1.RESOURCE, systems, storage::resources),
                view(PathsV1.MEMORY, systems, DevicesV1::memory),
                view(PathsV1.PROCESSOR, systems, DevicesV1::processors),
                view(PathsV1.ADAPTER, systems, DevicesV1::adapters),
                view(PathsV1.EXPORT_SETTINGS, systems, ExportDefaultsV1::of),
                view("Msvm_SettingsDefineState", systems, LinksV1::currentSettings),
                view("Msvm_ElementSettingData", systems, LinksV1::globalSettings),
                view("Msvm_PreviousSettingData", systems, LinksV1::snapshots),
                view("Msvm_ParentChildSettingData", systems, LinksV1::snapshotParents),
                view("Msvm_VirtualSystemSettingDataComponent", systems, LinksV1::devices),
                view("Msvm_SystemExportSettingData", systems, LinksV1::exportSettings),
                view("Msvm_HostedDependency", systems, LinksV1::host),
                view("Msvm_ServiceAffectsElement", systems, LinksV1::service));
    }

    private static ClassView<SystemEntry> view(
            String className, Family<SystemEntry> systems, BiFunction<Realized, Scope, List<Making>> rendering) {
        return ClassView.of(className, systems, realized(rendering));
    }

    /** What is only planned, or gone, is nothing in this namespace. */
    private static Rendering<SystemEntry> realized(BiFunction<Realized, Scope, List<Making>> rendering) {
        return (entry, scope) -> switch (entry.row().state()) {
            case Realized system -> rendering.apply(system, scope);
            case VirtualSystem.Planned _, VirtualSystem.Drafted _, VirtualSystem.Absent _ -> List.of();
        };
    }

    private static List<Making> computerSystem(SystemEntry entry, Scope scope) {
        return realized((system, where) -> ComputerSystemV1.of(entry, system, where))
                .of(entry, scope);
    }
}
