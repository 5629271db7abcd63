package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.system.SystemExamples.Desk;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GetSummaryInformationTest {
    private static final Scope SCOPE = SystemExamples.CLUSTER;
    private static final String JOB_TEXT = "<INSTANCE CLASSNAME=\"Msvm_ConcreteJob\"/>";

    private final Desk desk = new Desk(
            SystemExamples.row(SystemExamples.realized(SystemState.OFF, SystemExamples.held(JobKind.EXPORT))),
            SystemExamples.row(SystemExamples.named("other", "node-2")));

    private List<CimInstance> ask(Desk desk, CimValue settings, List<Integer> codes) throws CimFailure {
        Returned returned = call(desk, settings, codes, 2_000);
        assertEquals(0, returned.value());
        List<CimInstance> summaries = new ArrayList<>();
        CimValue out = returned.out().find("SummaryInformation").orElseThrow().value();
        for (CimValue text : ((CimValue.Array) out).elements()) {
            summaries.add(EmbeddedText.read(text.text(), SCOPE.schema()));
        }
        return summaries;
    }

    private static Returned call(Desk desk, CimValue settings, List<Integer> codes, int most) throws CimFailure {
        CimMethod method = SCOPE.schema()
                .require(HostPaths.MANAGEMENT)
                .method("GetSummaryInformation")
                .orElseThrow();
        List<Property> given = List.of(
                new Property("SettingData", settings),
                new Property(
                        "RequestedInformation",
                        CimValue.array(
                                CimType.UINT32,
                                codes.stream().map(CimValue::uint32).toList())));
        return new GetSummaryInformation(
                        new SystemRows(desk),
                        SystemExamples::file,
                        (job, _) -> {
                            assertEquals(Examples.JOB, job);
                            return List.of(JOB_TEXT);
                        },
                        most)
                .call(new Invocation(
                        SCOPE,
                        Examples.CALLER,
                        HostPaths.managementService(SCOPE),
                        method,
                        NamedMap.of(given, Property::name)));
    }

    @Test
    void refusesMoreThanAnAnswerCanHold() throws CimFailure {
        CimValue both = paths(SystemExamples.SYSTEM, Guid.derived("other"));
        for (CimValue settings : List.of(CimValue.none(), both)) {
            assertEquals(0, call(desk, settings, List.of(1), 2).value());
            Returned refused = call(desk, settings, List.of(1), 1);
            assertEquals(32778, refused.value());
            assertTrue(refused.why().orElseThrow().message().contains("at most 1 summaries"));
        }
    }

    private static CimValue paths(String... owners) {
        return CimValue.references(Stream.of(owners)
                .map(owner -> SystemPaths.settings(SCOPE, owner))
                .toList());
    }

    /** What has a value, without what every entry has. */
    private static List<String> told(CimInstance summary) {
        return summary.properties().stream()
                .filter(property -> !property.value().isNull())
                .map(Property::name)
                .filter(name -> !List.of("InstanceID", "Name", "VirtualSystemSubType", "HostComputerSystemName")
                        .contains(name))
                .sorted()
                .toList();
    }

    @Test
    void answersAsManyEntriesAsWereAskedForInTheirOrder() throws CimFailure {
        String unknown = Guid.derived("nobody");
        List<CimInstance> summaries = ask(
                desk,
                paths(Guid.derived("other"), unknown, SystemExamples.SYSTEM, SystemExamples.SNAPSHOT),
                List.of(1));
        assertEquals(
                List.of(Guid.derived("other"), "", SystemExamples.SYSTEM, SystemExamples.SNAPSHOT),
                summaries.stream().map(one -> one.text("Name").orElseThrow()).toList());
        assertEquals(
                List.of("other", "", "Büro 7", "before"),
                summaries.stream()
                        .map(one -> one.text("ElementName").orElse(""))
                        .toList());
        assertEquals(List.of(), told(summaries.get(1)));
    }

    @Test
    void tellsOnlyWhatWasAskedFor() throws CimFailure {
        CimInstance summary = ask(desk, paths(SystemExamples.SYSTEM), List.of(1, 100, 110, 111))
                .getFirst();
        assertEquals(List.of("ElementName", "EnabledState", "OperationalStatus", "StatusDescriptions"), told(summary));
        assertEquals(CimValue.uint16s(List.of(11, 32_773)), summary.value("OperationalStatus"));
        assertEquals("NODE-1", summary.text("HostComputerSystemName").orElseThrow());
        assertEquals(
                List.of(),
                told(ask(desk, paths(SystemExamples.SYSTEM), List.of()).getFirst()));
    }

    @Test
    void tellsOfASnapshotOnlyWhatSnapshotsHave() throws CimFailure {
        List<Integer> everything = IntStream.range(0, 300).boxed().toList();
        List<CimInstance> summaries = ask(desk, paths(SystemExamples.SNAPSHOT, SystemExamples.SYSTEM), everything);
        assertEquals(
                List.of("CreationTime", "ElementName", "Notes", "NumberOfProcessors", "Shielded", "VirtualSwitchNames"),
                told(summaries.getFirst()));
        CimInstance system = summaries.getLast();
        assertEquals(2, system.texts("Snapshots").size());
        assertEquals(List.of(JOB_TEXT), system.texts("AsynchronousTasks"));
        assertFalse(told(system).contains("CreationTime"));
    }

    @Test
    void answersForEverySystemWhenNoneIsNamed() throws CimFailure {
        Desk many = new Desk(IntStream.range(0, 501)
                .mapToObj(n -> SystemExamples.row(SystemExamples.named("system " + n, "node-1")))
                .toArray(SystemRow[]::new));
        List<CimInstance> summaries = ask(many, CimValue.none(), List.of(1));
        assertEquals(
                501,
                summaries.stream()
                        .map(one -> one.text("ElementName"))
                        .distinct()
                        .count());
        assertEquals(2, many.asked.size());
    }

    @Test
    void knowsSettingsNotByTheirDevicesNorAnythingElse() throws CimFailure {
        ObjectPath device =
                SCOPE.path("Msvm_MemorySettingData", "InstanceID", InstanceIds.memory(SystemExamples.SYSTEM));
        ObjectPath text = ObjectPath.of(SystemPaths.SETTINGS, "InstanceID", "Microsoft:host");
        List<CimInstance> summaries = ask(desk, CimValue.references(List.of(device, text)), List.of(1));
        assertEquals(
                List.of("", ""),
                summaries.stream().map(one -> one.text("Name").orElseThrow()).toList());
        assertTrue(told(summaries.getFirst()).isEmpty());
    }
}
