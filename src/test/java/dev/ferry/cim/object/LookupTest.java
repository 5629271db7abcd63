package dev.ferry.cim.object;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Toy.Row;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LookupTest {
    private static final String FIRST = "T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\"";

    private final Toy toy = Toy.of(Row.machine(1, 3), Row.machine(2, 0), Row.plan(1, 1))
            .with(new Toy.Order("o1", List.of("m00001", "p00001")));
    private final Objects objects = toy.objects();

    private String found(String path) throws CimFailure {
        return objects.get(Toy.SCOPE, ObjectPath.parse(path))
                .path()
                .orElseThrow()
                .relative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIRST,
                "T_Machine.Name=\"m00001\",CreationClassName=\"T_Machine\"",
                "t_machine.NAME=\"M00001\",creationclassname=\"t_machine\"",
                "\\\\ELSEWHERE\\root\\virtualization\\v2:" + FIRST,
                "T_System.CreationClassName=\"T_Machine\",Name=\"m00001\"",
                "T_Element.CreationClassName=\"T_Machine\",Name=\"m00001\"",
                "T_System.Name=\"m00001\"",
                "T_Machine.Name=\"m00001\""
            })
    void findsAnInstanceByWhateverPathMeansIt(String path) throws CimFailure {
        assertEquals(FIRST, found(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "T_Wheel.InstanceID=\"part:m00001:1\" | T_Wheel.InstanceID=\"part:m00001:1\"",
                "T_Part.InstanceID=\"part:m00001:1\" | T_Wheel.InstanceID=\"part:m00001:1\"",
                "T_Part=\"part:m00001:2\" | T_Part.InstanceID=\"part:m00001:2\"",
                "T_Desk | T_Desk.CreationClassName=\"T_Desk\",Name=\"desk\"",
                "T_Service=@ | T_Desk.CreationClassName=\"T_Desk\",Name=\"desk\"",
                "T_System.Name=\"p00001\" | T_Plan.CreationClassName=\"T_Plan\",Name=\"p00001\""
            })
    void takesAPathThatLeavesOutWhatIsPlain(String path, String expected) throws CimFailure {
        assertEquals(expected, found(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T_Machine.CreationClassName=\"T_Machine\",Name=\"m00009\"",
                "T_Machine.CreationClassName=\"T_Plan\",Name=\"m00001\"",
                "T_Plan.Name=\"m00001\"",
                "T_Wheel.InstanceID=\"part:m00001:2\"",
                "\\\\NODE1\\root\\virtualization:" + FIRST,
                "T_Unseen.InstanceID=\"x\"",
                "T_Machine.Name=5"
            })
    void doesNotFindWhatIsNotThere(String path) throws CimFailure {
        refuses(CimStatus.NOT_FOUND, () -> found(path), "root/virtualization/v2");
        assertEquals(Optional.empty(), objects.find(Toy.SCOPE, ObjectPath.parse(path)));
    }

    @Test
    void refusesAPathThatMeansMoreThanOne() {
        toy.systems.rows.put("x", new Row("T_Plan", "m00001", 0, 0));
        refuses(CimStatus.INVALID_PARAMETER, () -> found("T_System.Name=\"m00001\""), "more than one", "m00001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T_Element", "T_System=@", "T_Machine.CreationClassName=\"T_Machine\""})
    void refusesAPathThatTellsNoneOfManyApart(String path) {
        toy.systems.endless = place -> place.key("Name").isNull();
        refuses(CimStatus.INVALID_PARAMETER, () -> found(path), "more than one");
    }

    @Test
    void refusesClassesAndKeysThatAreNotThere() {
        refuses(CimStatus.INVALID_CLASS, () -> found("T_Ghost.Name=\"x\""), "T_Ghost");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> found("T_Machine.Name=\"m00001\",Size=1"),
                "Size",
                "CreationClassName, Name");
        refuses(CimStatus.INVALID_PARAMETER, () -> found("T_Machine=\"m00001\""), "CreationClassName, Name");
    }

    @Test
    void readsNoMoreThanTheRowThatThePathNames() throws CimFailure {
        Toy many = Toy.ofMachines(10_000, 2);
        many.objects().get(Toy.SCOPE, Toy.machine(5_000));
        assertEquals(1, many.systems.rowsRead);
        assertEquals(1, many.systems.calls);
    }

    @Test
    void goesThroughAllRowsForNoPath() throws CimFailure {
        toy.systems.endless = _ -> true;
        assertEquals(Optional.empty(), objects.find(Toy.SCOPE, Toy.machine(1)));
        assertEquals(0, toy.systems.rowsRead);
    }

    @Test
    void findsALinkByEitherOfItsEndsWhenItsPathTellsNothing() throws CimFailure {
        toy.systems.endless = path -> path.className().equals("T_PartOf");
        ObjectPath link = Toy.SCOPE.absolute(ObjectPath.of(
                "T_PartOf",
                List.of(
                        new ObjectPath.Key("Antecedent", CimValue.of(Toy.machine(1))),
                        new ObjectPath.Key(
                                "Dependent", CimValue.of(ObjectPath.of("T_Wheel", "InstanceID", "part:m00001:1"))))));
        assertEquals(
                "part:m00001:1",
                objects.get(Toy.SCOPE, link)
                        .reference("Dependent")
                        .orElseThrow()
                        .key("InstanceID")
                        .text());
    }

    @Test
    void saysSoWhenReadingFails() {
        toy.systems.failsAtCall = 1;
        refuses(CimStatus.FAILED, () -> objects.get(Toy.SCOPE, Toy.machine(1)), "call 1 fails");
    }
}
