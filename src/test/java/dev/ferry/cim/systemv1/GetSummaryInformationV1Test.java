package dev.ferry.cim.systemv1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.journal.Examples;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GetSummaryInformationV1Test {
    private static final SystemEntry BUSY =
            Systems.entry(Systems.realized(SystemState.SAVED, Systems.reservation(JobKind.EXPORT)));
    private static final ObjectPath CURRENT = PathsV1.settings(Systems.SCOPE, Systems.ID);

    private static GetSummaryInformationV1 method(List<SystemEntry> rows) {
        return new GetSummaryInformationV1(
                new FixedSystems(rows),
                (job, scope) -> List.of(scope.make("Msvm_ConcreteJob")
                        .set("InstanceID", job.value())
                        .embedded()),
                300);
    }

    private static Returned call(List<SystemEntry> rows, CimValue settings, long... codes) throws CimFailure {
        CimMethod declared = Systems.SCOPE
                .schema()
                .require("Msvm_VirtualSystemManagementService")
                .method("GetSummaryInformation")
                .orElseThrow();
        CimValue requested = CimValue.array(
                CimType.UINT32, LongStream.of(codes).mapToObj(CimValue::uint32).toList());
        return method(rows)
                .call(new Invocation(
                        Systems.SCOPE,
                        Examples.CALLER,
                        HostPaths.managementService(Systems.SCOPE),
                        declared,
                        NamedMap.of(
                                List.of(
                                        new Property("SettingData", settings),
                                        new Property("RequestedInformation", requested)),
                                Property::name)));
    }

    private static List<CimInstance> summaries(Returned returned) throws CimFailure {
        assertEquals(ReturnCode.COMPLETED.number(), returned.value());
        List<CimInstance> all = new ArrayList<>();
        CimValue value = returned.out().find("SummaryInformation").orElseThrow().value();
        for (CimValue text : ((CimValue.Array) value).elements()) {
            all.add(EmbeddedText.read(text.text(), Systems.SCOPE.schema()));
        }
        return all;
    }

    private static CimInstance only(CimValue settings, long... codes) throws CimFailure {
        List<CimInstance> all = summaries(call(List.of(BUSY), settings, codes));
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private static CimValue paths(ObjectPath... paths) {
        return CimValue.references(List.of(paths));
    }

    private static SystemEntry other(int number) {
        Realized realized = Systems.realized(SystemState.OFF, null);
        SystemId id = new SystemId("00000000-0000-0000-0000-%012d".formatted(number));
        return new SystemEntry(
                new SystemRow(
                        id,
                        new Realized(
                                id,
                                1,
                                realized.settings(),
                                SystemState.OFF,
                                realized.placement(),
                                List.of(),
                                null,
                                List.of()),
                        1),
                null);
    }

    @Test
    void tellsAllThatIsKnownOfASystem() throws CimFailure {
        CimInstance summary = only(paths(CURRENT), 0, 1, 2, 3, 4, 100, 107, 108, 109, 110, 111, 200, 4711);

        assertEquals(Optional.of(Systems.ID), summary.text("Name"));
        assertEquals(Optional.of("blog"), summary.text("ElementName"));
        assertEquals(Optional.of("first line\nsecond line"), summary.text("Notes"));
        assertEquals(Optional.of(4L), summary.number("NumberOfProcessors"));
        assertEquals(Optional.of(32769L), summary.number("EnabledState"));
        assertEquals(Optional.of(5L), summary.number("HealthState"));
        assertEquals(CimValue.uint16s(List.of(11, 32773)), summary.value("OperationalStatus"));
        assertEquals(2, summary.texts("StatusDescriptions").size());
        assertEquals(2, summary.texts("Snapshots").size());
        CimInstance snapshot = EmbeddedText.read(summary.texts("Snapshots").getFirst(), Systems.SCOPE.schema());
        assertEquals(Optional.of("Microsoft:" + Systems.FIRST), snapshot.text("InstanceID"));
        CimInstance job = EmbeddedText.read(summary.texts("AsynchronousTasks").getFirst(), Systems.SCOPE.schema());
        assertEquals(Optional.of(Examples.JOB.value()), job.text("InstanceID"));
    }

    @Test
    void tellsOnlyWhatWasAskedForAndTheName() throws CimFailure {
        CimInstance summary = only(paths(CURRENT), 100);

        List<String> told = summary.properties().stream()
                .filter(property -> !property.value().isNull())
                .map(Property::name)
                .sorted()
                .toList();
        assertEquals(List.of("EnabledState", "Name"), told);
    }

    @Test
    void tellsOfASnapshotOnlyWhatSnapshotsHave() throws CimFailure {
        CimInstance summary =
                only(paths(PathsV1.settings(Systems.SCOPE, Systems.FIRST.value())), 1, 2, 4, 100, 107, 110);

        assertEquals(Optional.of(Systems.FIRST.value()), summary.text("Name"));
        assertEquals(Optional.of("blog before"), summary.text("ElementName"));
        assertTrue(summary.value("CreationTime") instanceof CimValue.Time);
        assertTrue(summary.value("EnabledState").isNull());
        assertTrue(summary.value("Snapshots").isNull());
        assertTrue(summary.value("OperationalStatus").isNull());
    }

    @Test
    void answersAsManyAsWereAskedForInTheirOrder() throws CimFailure {
        ObjectPath unknown = PathsV1.settings(Systems.SCOPE, "00000000-0000-0000-0000-000000000000");
        CimValue settings =
                CimValue.array(CimType.REFERENCE, List.of(CimValue.of(unknown), CimValue.of(CURRENT), CimValue.none()));
        List<CimInstance> all = summaries(call(List.of(BUSY), settings, 0));

        assertEquals(
                List.of("", Systems.ID, ""),
                all.stream().map(one -> one.value("Name").text()).toList());
    }

    @Test
    void answersForAllSystemsWhenNoneIsNamed() throws CimFailure {
        List<SystemEntry> rows = IntStream.range(0, 250)
                .mapToObj(GetSummaryInformationV1Test::other)
                .toList();

        assertEquals(250, summaries(call(rows, CimValue.none(), 0)).size());
    }

    @Test
    void refusesAnAnswerThatWouldBeTooLong() throws CimFailure {
        List<SystemEntry> rows = IntStream.range(0, 301)
                .mapToObj(GetSummaryInformationV1Test::other)
                .toList();

        Returned returned = call(rows, CimValue.none(), 0);
        assertEquals(ReturnCode.OUT_OF_MEMORY.number(), returned.value());
        assertTrue(returned.why().orElseThrow().message().contains("300"));
    }
}
