package dev.ferry.cim.system;

import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Rendering;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Systems as the classes of v2 and of the cluster. */
public final class SystemViews {
    private SystemViews() {}

    /** {@code files} tells how a place on a volume is written for clients of CIM. */
    public static List<ClassView<?>> v2(SystemRows rows, Function<VolumePath, String> files) {
        List<ClassView<?>> views = new ArrayList<>();
        elements(views, rows, files);
        links(views, rows, files);
        return views;
    }

    /** What v2 has, and each system's twin there. */
    public static List<ClassView<?>> cluster(SystemRows rows, Function<VolumePath, String> files) {
        List<ClassView<?>> views = v2(rows, files);
        views.add(ClassView.of("Msvm_ConcreteIdentity", rows, SystemRendering.realized(SystemLinks::identity)));
        return views;
    }

    private static void elements(List<ClassView<?>> views, SystemRows rows, Function<VolumePath, String> files) {
        SettingsRendering settings = new SettingsRendering(files);
        StorageRendering storage = new StorageRendering(files);
        SummaryRendering summary = new SummaryRendering(settings);
        views.add(new ClassView<>(
                SystemPaths.SYSTEM,
                rows,
                SystemRendering.realized(SystemRendering::computerSystem),
                "ElementName",
                "Name"));
        views.add(new ClassView<>(
                SummaryRendering.CLASS, rows, SystemRendering.realized(summary::system), "ElementName", "Name"));
        views.add(settings(
                "Msvm_VirtualSystemExportSettingData",
                rows,
                SystemRendering.realized(SystemRendering::exportSettings)));
        views.add(new ClassView<>(
                SystemPaths.PLANNED,
                rows,
                PlannedRendering.planned(PlannedRendering::computerSystem),
                "ElementName",
                "Name"));
        views.add(settings(
                SystemPaths.SETTINGS,
                rows,
                both(
                        Configuration.each(settings::settings),
                        PlannedRendering.planned(PlannedRendering::missingSnapshots))));
        views.add(settings("Msvm_MemorySettingData", rows, Configuration.each(SettingsRendering::memory)));
        views.add(settings("Msvm_ProcessorSettingData", rows, Configuration.each(SettingsRendering::processors)));
        views.add(settings(
                "Msvm_SyntheticEthernetPortSettingData", rows, Configuration.each(SettingsRendering::adapters)));
        views.add(settings(
                "Msvm_EthernetPortAllocationSettingData", rows, Configuration.each(SettingsRendering::connections)));
        views.add(settings("Msvm_ResourceAllocationSettingData", rows, Configuration.each(StorageRendering::devices)));
        views.add(settings("Msvm_StorageAllocationSettingData", rows, Configuration.each(storage::disks)));
    }

    private static void links(List<ClassView<?>> views, SystemRows rows, Function<VolumePath, String> files) {
        link(
                views,
                rows,
                "Msvm_SettingsDefineState",
                SystemLinks::settingsDefineState,
                PlannedRendering::settingsDefineState);
        link(views, rows, "Msvm_SystemExportSettingData", SystemLinks::exportSettings);
        link(views, rows, "Msvm_SnapshotOfVirtualSystem", SystemLinks::snapshots);
        link(
                views,
                rows,
                "Msvm_MostCurrentSnapshotInBranch",
                SystemLinks::mostCurrentSnapshot,
                PlannedRendering::mostCurrentSnapshot);
        views.add(ClassView.of("Msvm_ElementSettingData", rows, PlannedRendering.planned(PlannedRendering::snapshots)));
        link(views, rows, "Msvm_ComputerSystemSummaryInformation", SystemLinks::summary);
        link(views, rows, "Msvm_HostedDependency", SystemLinks::host);
        link(views, rows, "Msvm_ServiceAffectsElement", SystemLinks::service);
        views.add(ClassView.of(
                "Msvm_ParentChildSettingData",
                rows,
                both(
                        Configuration.each(SystemLinks::parentAndChild),
                        PlannedRendering.planned(PlannedRendering::parentsOfMissing))));
        views.add(ClassView.of(
                "Msvm_VirtualSystemSettingDataComponent",
                rows,
                Configuration.each(SystemLinks.components(List.of(
                        SettingsRendering::memory,
                        SettingsRendering::processors,
                        SettingsRendering::adapters,
                        SettingsRendering::connections,
                        StorageRendering::devices,
                        new StorageRendering(files)::disks)))));
    }

    private static void link(
            List<ClassView<?>> views, SystemRows rows, String className, SystemRendering.OfRealized rendering) {
        views.add(ClassView.of(className, rows, SystemRendering.realized(rendering)));
    }

    private static void link(
            List<ClassView<?>> views,
            SystemRows rows,
            String className,
            SystemRendering.OfRealized realized,
            PlannedRendering.OfPlanned planned) {
        views.add(ClassView.of(
                className, rows, both(SystemRendering.realized(realized), PlannedRendering.planned(planned))));
    }

    /** All that either makes of a row. */
    private static Rendering<SystemEntry> both(Rendering<SystemEntry> one, Rendering<SystemEntry> other) {
        return (entry, scope) -> Stream.concat(one.of(entry, scope).stream(), other.of(entry, scope).stream())
                .toList();
    }

    private static ClassView<SystemEntry> settings(
            String className, SystemRows rows, Rendering<SystemEntry> rendering) {
        return new ClassView<>(className, rows, rendering, "", SystemPaths.INSTANCE_ID);
    }
}
