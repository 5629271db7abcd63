package dev.ferry.cim.management;

import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.service.FrontDesk;

/** Ties the methods of the management service and of systems to what they do. */
public final class ManagementMethods {
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String SYSTEM = "Msvm_ComputerSystem";
    private static final String PLANNED = "Msvm_PlannedComputerSystem";
    private static final String SNAPSHOTS = "Msvm_VirtualSystemSnapshotService";

    private ManagementMethods() {}

    public static void tie(Namespace namespace, MethodTable table, FrontDesk desk, Surroundings around) {
        switch (namespace) {
            case V1 -> tieFirst(table, desk, around);
            case V2, CLUSTER -> {
                tieSecond(table, desk, around);
                tiePlanned(table, desk, around);
            }
            case INTEROP -> {
                // It has no systems.
            }
        }
    }

    private static void tieFirst(MethodTable table, FrontDesk desk, Surroundings around) {
        Exports exports = new Exports(desk.exports(), around);
        Imports imports = new Imports(desk.imports(), around);
        Definitions definitions = new Definitions(desk);
        Removals removals = new Removals(desk.systems());
        Modifications modifications = new Modifications(desk.systems(), desk.planned(), around);
        table.add(SERVICE, "ExportVirtualSystem", exports::plain)
                .add(SERVICE, "ExportVirtualSystemEx", exports::extended)
                .add(SERVICE, "ImportVirtualSystem", imports::plain)
                .add(SERVICE, "ImportVirtualSystemEx", imports::extended)
                .add(SERVICE, "GetVirtualSystemImportSettingData", imports::settings)
                .add(SERVICE, "DefineVirtualSystem", call -> definitions.define(call, DefineCall.V1))
                .add(SERVICE, "DestroyVirtualSystem", call -> removals.destroy(call, "ComputerSystem"))
                .add(SERVICE, "ModifyVirtualSystem", modifications::ofReferred)
                .add(SERVICE, "ModifyServiceSettings", modifications::ofService)
                .add(SYSTEM, "RequestStateChange", new StateChanges(desk.systems())::request);
    }

    private static void tieSecond(MethodTable table, FrontDesk desk, Surroundings around) {
        Definitions definitions = new Definitions(desk);
        Modifications modifications = new Modifications(desk.systems(), desk.planned(), around);
        table.add(SERVICE, "ExportSystemDefinition", new Exports(desk.exports(), around)::definition)
                .add(SERVICE, "GetDefinitionFileSummaryInformation", new Imports(desk.imports(), around)::summaries)
                .add(SERVICE, "DefineSystem", call -> definitions.define(call, DefineCall.V2))
                .add(SERVICE, "DefinePlannedSystem", call -> definitions.plan(call, DefineCall.V2))
                .add(SERVICE, "DestroySystem", new Destructions(desk)::destroy)
                .add(SERVICE, "ModifySystemSettings", modifications::ofNamed)
                .add(SERVICE, "ModifyServiceSettings", modifications::ofService)
                .add(SYSTEM, "RequestStateChange", new StateChanges(desk.systems())::request);
    }

    private static void tiePlanned(MethodTable table, FrontDesk desk, Surroundings around) {
        PlannedImports imports = new PlannedImports(desk);
        PlannedSnapshots snapshots = new PlannedSnapshots(desk.planned(), around);
        table.add(SERVICE, "ImportSystemDefinition", imports::definition)
                .add(SERVICE, "ImportSnapshotDefinitions", imports::snapshots)
                .add(SERVICE, "ValidatePlannedSystem", imports::validate)
                .add(SERVICE, "RealizePlannedSystem", imports::realize)
                .add(SNAPSHOTS, "DestroySnapshot", snapshots::one)
                .add(SNAPSHOTS, "DestroySnapshotTree", snapshots::tree)
                .add(PLANNED, "RequestStateChange", new PlannedStates(desk.planned())::request);
    }
}
