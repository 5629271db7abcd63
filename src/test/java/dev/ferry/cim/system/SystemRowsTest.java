package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.system.SystemExamples.Desk;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Guid;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SystemRowsTest {
    private final SystemRow own = SystemExamples.row(SystemExamples.realized(SystemState.OFF, null));
    private final SystemRow other = SystemExamples.row(SystemExamples.named("other", "node-2"));
    private final Desk desk = new Desk(own, other);
    private final SystemRows rows = new SystemRows(desk);

    private static List<String> names(List<SystemEntry> entries) {
        return entries.stream().map(entry -> entry.row().name()).toList();
    }

    @Test
    void asksForTheSystemsOfTheNodeInTheNamespacesOfHosts() throws CimFailure {
        rows.page(SystemExamples.V2, Wanted.ALL, "", 10);
        rows.page(SystemExamples.CLUSTER, new Wanted("web*", null), "", 10_000);
        assertEquals(List.of("null at node-1, 10", "web* at null, 1000"), desk.asked);
    }

    @Test
    void goesOnAfterAnyRowAlsoWhenItIsGone() throws CimFailure {
        List<String> seen = new ArrayList<>();
        String after = "";
        for (List<SystemEntry> page = rows.page(SystemExamples.CLUSTER, Wanted.ALL, after, 1);
                !page.isEmpty();
                page = rows.page(SystemExamples.CLUSTER, Wanted.ALL, after, 1)) {
            seen.addAll(names(page));
            after = rows.key(page.getLast());
        }
        assertEquals(List.of("Büro 7", "other"), seen);

        String gone =
                rows.key(new SystemEntry(SystemExamples.row(SystemExamples.named("name with blanks", "x")), null));
        assertEquals(List.of("other"), names(rows.page(SystemExamples.CLUSTER, Wanted.ALL, gone, 9)));
    }

    @Test
    void findsTheOneOfAnIdOnTheNodeThatHasIt() throws CimFailure {
        Wanted own = new Wanted(null, "Microsoft:" + SystemExamples.SNAPSHOT.toLowerCase(Locale.ROOT));
        List<SystemEntry> found = rows.page(SystemExamples.V2, own, "", 10);
        assertEquals(List.of("Büro 7"), names(found));
        assertEquals("node-1", found.getFirst().seat().node());
        assertEquals(List.of(), rows.page(SystemExamples.V2, own, rows.key(found.getFirst()), 10));

        Wanted foreign = new Wanted(null, Guid.derived("other"));
        assertEquals(List.of(), rows.page(SystemExamples.V2, foreign, "", 10));
        assertEquals(List.of("other"), names(rows.page(SystemExamples.CLUSTER, foreign, "", 10)));
        assertEquals(List.of(), rows.page(SystemExamples.CLUSTER, new Wanted(null, "NODE-1"), "", 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%1$s\" | Büro 7",
                "Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:%2$s\" | Büro 7",
                "Msvm_VirtualSystemSettingData=\"Microsoft:%2$s\" | Büro 7",
                "Msvm_MemorySettingData.InstanceID=\"Microsoft:%1$s\\\\4764334D-E001-4176-82EE-5594EC9B530E\" | Büro 7",
                "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%3$s\" | other",
                "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"00000000-0000-0000-0000-000000000000\" | ``"
            })
    void findsWhomAPathConcernsWhereverThatIs(String path, String name) throws CimFailure {
        ObjectPath parsed =
                ObjectPath.parse(path.formatted(SystemExamples.SYSTEM, SystemExamples.SNAPSHOT, Guid.derived("other")));
        List<SystemEntry> concerned =
                rows.concernedBy(SystemExamples.V2, parsed).orElseThrow();
        assertEquals(name.isEmpty() ? List.of() : List.of(name), names(concerned));
    }

    @Test
    void asksOnceForASystemToTellAllThatIsLinkedToIt() throws CimFailure {
        Scope scope = SystemExamples.V2;
        Objects objects = new Objects(new Catalog(scope.schema(), SystemViews.v2(rows, SystemExamples::file)));
        String system = "{" + SystemPaths.system(scope, own.id()).relative() + "}";
        Page linked = objects.query(scope, Query.parse("ASSOCIATORS OF " + system), Paging.first());
        assertTrue(linked.instances().size() > 3, linked::toString);
        assertEquals(SystemExamples.SYSTEM, desk.asked.getFirst());
        assertEquals(
                List.copyOf(new LinkedHashSet<>(desk.asked)),
                desk.asked,
                "its snapshots are asked for by their own ids");
    }

    @Test
    void findsBothEndsOfAnAssociationWithinItsKeys() throws CimFailure {
        Scope scope = SystemExamples.V2;
        ObjectPath typed = ObjectPath.of(
                "Msvm_SnapshotOfVirtualSystem",
                List.of(
                        new ObjectPath.Key("Antecedent", CimValue.of(SystemPaths.system(scope, other.id()))),
                        new ObjectPath.Key(
                                "Dependent", CimValue.of(SystemPaths.settings(scope, SystemExamples.SNAPSHOT)))));
        ObjectPath written = ObjectPath.parse(typed.toString());
        for (ObjectPath path : List.of(typed, written)) {
            List<String> concerned =
                    new ArrayList<>(names(rows.concernedBy(scope, path).orElseThrow()));
            concerned.sort(null);
            assertEquals(List.of("Büro 7", "other"), concerned);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Msvm_ComputerSystem",
                "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"NODE-1\"",
                "Msvm_VirtualSystemManagementServiceSettingData=\"Microsoft:host\""
            })
    void cannotTellWhomAPathWithoutIdsConcerns(String path) throws CimFailure {
        assertEquals(Optional.empty(), rows.concernedBy(SystemExamples.V2, ObjectPath.parse(path)));
    }

    @Test
    void seatsAPlannedSystemWhereItsDefinitionWasRead() throws CimFailure {
        SystemRow planned = SystemExamples.drafted(null).row();
        SystemRows all = new SystemRows(new Desk(planned));
        Wanted snapshot = new Wanted(null, "Microsoft:" + Guid.derived("new parent"));
        assertEquals(
                "node-2",
                all.page(SystemExamples.CLUSTER, snapshot, "", 10)
                        .getFirst()
                        .seat()
                        .node());
        assertEquals(List.of(), all.page(SystemExamples.V2, snapshot, "", 10), "it is another node's");
    }

    @Test
    void givesNoSeatToWhatIsNotThere() throws CimFailure {
        SystemRow planned = new SystemRow(
                own.id(), new VirtualSystem.Planned(own.id(), 1, SystemExamples.held(JobKind.IMPORT), List.of()), 1);
        SystemEntry entry = new SystemRows(new Desk(planned))
                .page(SystemExamples.CLUSTER, Wanted.ALL, "", 10)
                .getFirst();
        assertEquals(new SystemEntry(planned, null), entry);
    }
}
