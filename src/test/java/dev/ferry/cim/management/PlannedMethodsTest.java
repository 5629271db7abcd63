package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.flag;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.service.PlannedService;
import dev.ferry.view.SystemRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls about planned systems mean, before anybody is asked. */
@Timeout(30)
class PlannedMethodsTest {
    private static final Scope V2 = Calls.scope(Namespace.V2);
    private static final SystemId SYSTEM = new SystemId(Calls.SYSTEM);
    private static final VirtualSystem.Drafted DRAFTED =
            new VirtualSystem.Drafted(SYSTEM, 1, Examples.planned(), null, List.of());
    private static final SnapshotId SNAPSHOT =
            DRAFTED.planned().foundSnapshots().getFirst().id();

    private static CimInstance shown(String guid, String type) {
        return V2.make("Msvm_VirtualSystemSettingData")
                .set("InstanceID", "Microsoft:" + guid)
                .set("ElementName", "web")
                .set("VirtualSystemIdentifier", Calls.SYSTEM)
                .set("VirtualSystemType", "Microsoft:Hyper-V:" + type)
                .set("ConfigurationDataRoot", "C:\\old")
                .set("SnapshotDataRoot", "C:\\old")
                .set("IsSaved", true)
                .embedded();
    }

    private static final CimInstance SHOWN = shown(Calls.SYSTEM, "System:Planned");

    private static List<PlannedChange> changes(CimInstance sent) {
        return ok(PlannedModification.of(V2, sent, SHOWN)).changes();
    }

    @Test
    void readsWhatIsToBePlanned() throws CimFailure {
        assertEquals(
                new PlannedService.Wish("C:\\e\\web.xml", "", true, ""),
                ok(PlannedImports.wish(call(
                        Namespace.V2,
                        "ImportSystemDefinition",
                        text("SystemDefinitionFile", "C:\\e\\web.xml"),
                        text("SnapshotFolder", " "),
                        flag("GenerateNewSystemIdentifier", true)))));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "not fully qualified",
                PlannedImports.wish(call(
                        Namespace.CLUSTER,
                        "ImportSystemDefinition",
                        text("SystemDefinitionFile", "C:\\e\\web.xml"),
                        text("SnapshotFolder", "snapshots"),
                        flag("GenerateNewSystemIdentifier", true))));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "GenerateNewSystemIdentifier",
                PlannedImports.wish(
                        call(Namespace.V2, "ImportSystemDefinition", text("SystemDefinitionFile", "C:\\e\\web.xml"))));
    }

    @Test
    void changesOfAPlannedSystemWhatIsDifferent() {
        assertEquals(List.of(), changes(SHOWN));
        assertEquals(
                List.of(new PlannedChange.Patch(null, new SettingsPatch("shop", null, null, null))),
                changes(SHOWN.with("ElementName", CimValue.of("shop"))));
        assertEquals(List.of(new PlannedChange.DiscardState(null)), changes(SHOWN.with("IsSaved", CimValue.of(false))));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "BIOSSerialNumber",
                PlannedModification.of(V2, SHOWN.with("BIOSSerialNumber", CimValue.of("7")), SHOWN));
    }

    @Test
    void settlesAPlannedSystemInOneFolder() {
        CimInstance moved = SHOWN.with("ConfigurationDataRoot", CimValue.of("D:\\new"));
        List<PlannedChange> settled = List.of(new PlannedChange.Settle("D:\\new"));
        assertEquals(settled, changes(moved), "the other roots are as they were");
        assertEquals(settled, changes(moved.with("SnapshotDataRoot", CimValue.of("d:\\NEW"))));
        assertEquals(
                List.of(new PlannedChange.Settle("")),
                changes(SHOWN.with("ConfigurationDataRoot", CimValue.of(""))),
                "the usual place");
        refused(
                ReturnCode.NOT_SUPPORTED,
                "SnapshotDataRoot",
                PlannedModification.of(V2, moved.with("SnapshotDataRoot", CimValue.of("E:\\snapshots")), SHOWN));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "not fully qualified",
                PlannedModification.of(V2, SHOWN.with("ConfigurationDataRoot", CimValue.of("new")), SHOWN));
    }

    @Test
    void changesASnapshotOfAPlannedSystem() {
        CimInstance snapshot = shown(SNAPSHOT.value(), "Snapshot:Planned");
        assertTrue(PlannedModification.concerns(snapshot));
        assertFalse(PlannedModification.concerns(shown(SNAPSHOT.value(), "Snapshot:Realized")));
        PlannedModification renamed =
                ok(PlannedModification.of(V2, snapshot.with("ElementName", CimValue.of("before")), snapshot));
        assertEquals(SYSTEM, renamed.system());
        assertEquals(
                List.of(new PlannedChange.Patch(SNAPSHOT, new SettingsPatch("before", null, null, null))),
                renamed.changes());
        refused(
                ReturnCode.NOT_SUPPORTED,
                "ConfigurationDataRoot",
                PlannedModification.of(V2, snapshot.with("ConfigurationDataRoot", CimValue.of("D:\\x")), snapshot));
    }

    @Test
    void destroysWhatThePathSaysAndNeverWhatBecameOfIt() {
        VirtualSystem realized = Examples.realized(null);
        ObjectPath planned = Replies.planned(V2, SYSTEM);
        ObjectPath system = Replies.system(V2, SYSTEM);
        ObjectPath either = ObjectPath.of("CIM_ComputerSystem", "Name", Calls.SYSTEM);
        assertTrue(ok(Destructions.isPlanned(V2, planned, SYSTEM, DRAFTED)));
        assertTrue(ok(Destructions.isPlanned(V2, either, SYSTEM, DRAFTED)));
        assertFalse(ok(Destructions.isPlanned(V2, either, SYSTEM, realized)));
        assertFalse(ok(Destructions.isPlanned(V2, system, SYSTEM, VirtualSystem.neverLived())));
        refused(ReturnCode.INVALID_STATE, "realized", Destructions.isPlanned(V2, planned, SYSTEM, realized));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "no planned system",
                Destructions.isPlanned(V2, planned, SYSTEM, VirtualSystem.neverLived()));
        refused(ReturnCode.INVALID_STATE, "only planned", Destructions.isPlanned(V2, system, SYSTEM, DRAFTED));
    }

    @ParameterizedTest
    @CsvSource({"true, 3, 1, 0", "false, 3, 0, 0", "true, 6, 0, 0", "false, 6, 0, 4097", "true, 2, 0, 1"})
    void knowsTheTwoStatesOfAPlannedSystem(boolean isSaved, long wanted, int changes, long refusal) {
        long returned =
                switch (PlannedStates.change(isSaved, wanted)) {
                    case Outcome.Ok<List<PlannedChange>>(var told) -> {
                        assertEquals(changes, told.size());
                        yield 0;
                    }
                    case Outcome.Refused<List<PlannedChange>>(var why) ->
                        PlannedStates.refused(why).value();
                };
        assertEquals(refusal, returned);
    }

    @Test
    void takesOnlySnapshotsOutOfPlans() {
        Optional<SystemRow> row = Optional.of(new SystemRow(SYSTEM, DRAFTED, 1));
        assertEquals(DRAFTED, ok(PlannedSnapshots.drafted(new Subject(SNAPSHOT.value(), true), row)));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "there is no snapshot",
                PlannedSnapshots.drafted(new Subject(Calls.SYSTEM, true), row));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "there is no snapshot",
                PlannedSnapshots.drafted(new Subject(Guid.derived("none"), true), Optional.empty()));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "realized",
                PlannedSnapshots.drafted(
                        new Subject(SNAPSHOT.value(), true),
                        Optional.of(new SystemRow(SYSTEM, Examples.realized(null), 1))));
    }
}
