package dev.ferry.cim.value;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ObjectPathTest {
    private static final String WMI = "\\\\HVNODE1\\root\\virtualization\\v2:Msvm_ComputerSystem."
            + "CreationClassName=\"Msvm_ComputerSystem\",Name=\"B7D6A5C4-0001-4D1E-9A8B-000000000001\"";

    @Test
    void readsAndWritesAPathOfWmi() throws CimFailure {
        ObjectPath path = ObjectPath.parse(WMI);

        assertEquals("HVNODE1", path.host());
        assertEquals("root/virtualization/v2", path.namespace());
        assertEquals("Msvm_ComputerSystem", path.className());
        assertEquals(CimValue.of("B7D6A5C4-0001-4D1E-9A8B-000000000001"), path.key("name"));
        assertEquals(WMI, path.toString());
    }

    @Test
    void writesEachFormOfAPath() throws CimFailure {
        ObjectPath path = ObjectPath.parse("\\\\H\\root\\x:C.K=\"v\",N=5,B=TRUE");

        assertEquals("C.K=\"v\",N=5,B=TRUE", path.relative());
        assertEquals("//H/root/x:C.K=\"v\",N=5,B=TRUE", path.standard());
        assertEquals("https://H/root/x:C.K=\"v\",N=5,B=TRUE", path.uri("https"));
        assertEquals("root\\x:C.K=\"v\",N=5,B=TRUE", path.on("").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//HVNODE1/root/virtualization/v2:C.K=\"v\"",
                "http://HVNODE1/root/virtualization/v2:C.K=\"v\"",
                "https://admin:secret@HVNODE1/root/virtualization/v2:C.K=\"v\"",
                "cimxml.wbems://HVNODE1/root/virtualization/v2:C.K=\"v\"",
                "winmgmts:\\\\HVNODE1\\root\\virtualization\\v2:C.K=\"v\"",
                "winmgmts:{impersonationLevel=impersonate}!\\\\HVNODE1\\root\\virtualization\\v2:C.K=\"v\"",
                "\\\\hvnode1\\ROOT\\Virtualization\\V2:c.k=\"v\"",
                "  //HVNODE1/root/virtualization/v2:C . K = \"v\" "
            })
    void readsTheSameFromAllForms(String text) throws CimFailure {
        ObjectPath expected = ObjectPath.of("C", "K", "v").in(Namespaces.V2).on("HVNODE1");

        assertEquals(expected, ObjectPath.parse(text));
        assertEquals(expected.hashCode(), ObjectPath.parse(text).hashCode());
    }

    private static final class Namespaces {
        static final String V2 = "root/virtualization/v2";
    }

    @Test
    void readsWhatHasNoHostOrNoNamespace() throws CimFailure {
        assertEquals("root/x", ObjectPath.parse("root\\x:C.K=1").namespace());
        assertEquals("root/x", ObjectPath.parse("/root/x:C.K=1").namespace());
        assertEquals("", ObjectPath.parse("C.K=1").namespace());
        assertEquals(
                "127.0.0.1:5988",
                ObjectPath.parse("http://127.0.0.1:5988/root/x:C.K=1").host());
        assertEquals(".", ObjectPath.parse("\\\\.\\root\\x:C").host());
    }

    @Test
    void readsClassesSingletonsAndKeysWithoutAName() throws CimFailure {
        assertTrue(ObjectPath.parse("Msvm_ComputerSystem").isClass());
        assertTrue(ObjectPath.parse("root/x:Msvm_ComputerSystem").isClass());
        assertEquals(new ObjectPath.Keys.Singleton(), ObjectPath.parse("C=@").keys());
        assertEquals(
                new ObjectPath.Keys.Unnamed(CimValue.of("v")),
                ObjectPath.parse("C=\"v\"").keys());
        assertEquals("C=@", ObjectPath.parse("C=@").relative());
        assertEquals("C=\"v\"", ObjectPath.parse("C=\"v\"").relative());
        assertEquals("C", ObjectPath.parse("C").relative());
    }

    @Test
    void resolvesEscapesAndWritesThemAgain() throws CimFailure {
        String text = "Msvm_MemorySettingData.InstanceID=\"Microsoft:04FB9E92\\\\4764334d\\\\a\\\"b\"";
        ObjectPath path = ObjectPath.parse(text);

        assertEquals(CimValue.of("Microsoft:04FB9E92\\4764334d\\a\"b"), path.key("InstanceID"));
        assertEquals(text, path.toString());
    }

    @Test
    void takesASingleBackslashForItself() throws CimFailure {
        assertEquals(
                CimValue.of("Microsoft:A\\0\\D"),
                ObjectPath.parse("C.K=\"Microsoft:A\\0\\D\"").key("K"));
    }

    @ParameterizedTest
    @CsvSource({"C.K=5, 5", "C.K=-5, -5", "C.K=0x1F, 31", "C.K=TRUE, TRUE", "C.K=false, FALSE", "C.K=1.5, 1.5"})
    void readsValuesWithoutQuotes(String text, String value) throws CimFailure {
        assertEquals(value, ObjectPath.parse(text).key("K").text());
    }

    @Test
    void carriesAPathInAKey() throws CimFailure {
        ObjectPath job = ObjectPath.parse("\\\\H\\root\\x:Msvm_ConcreteJob.InstanceID=\"a\\\\b\"");
        ObjectPath link = ObjectPath.of(
                "Msvm_AffectedJobElement", List.of(new ObjectPath.Key("AffectingElement", CimValue.of(job))));

        assertEquals(
                "Msvm_AffectedJobElement.AffectingElement="
                        + "\"\\\\\\\\H\\\\root\\\\x:Msvm_ConcreteJob.InstanceID=\\\"a\\\\\\\\b\\\"\"",
                link.toString());
        CimValue nested = ObjectPath.parse(link.toString()).key("AffectingElement");
        assertEquals(job, ObjectPath.parse(nested.text()));
        assertTrue(link.isSameAs(ObjectPath.parse(link.toString())));
    }

    @Test
    void comparesKeysByTheirTypes() throws CimFailure {
        assertEquals(ObjectPath.parse("C.A=1,B=\"x\""), ObjectPath.parse("c.b=\"x\",a=0x1"));
        assertEquals(
                ObjectPath.of("C", List.of(new ObjectPath.Key("A", CimValue.uint8(5)))), ObjectPath.parse("C.A=5"));
        assertNotEquals(ObjectPath.parse("C.A=5"), ObjectPath.parse("C.A=\"5\""));
        assertNotEquals(ObjectPath.parse("C.A=\"x\""), ObjectPath.parse("C.A=\"X\""));
    }

    @Test
    void knowsTheSameThingAsLenientlyAsWindows() throws CimFailure {
        ObjectPath path = ObjectPath.parse(WMI);

        assertTrue(path.isSameAs(ObjectPath.parse(WMI.toLowerCase(java.util.Locale.ROOT))));
        assertTrue(path.isSameAs(ObjectPath.parse(path.relative())));
        assertTrue(path.isSameAs(path.on("127.0.0.1")));
        assertFalse(path.isSameAs(path.in("root/virtualization")));
        assertTrue(ObjectPath.parse("C=\"a\"").isSameAs(ObjectPath.parse("C.K=\"A\"")));
        assertFalse(ObjectPath.parse("C=\"a\"").isSameAs(ObjectPath.parse("C.K=\"a\",L=1")));
        assertFalse(ObjectPath.parse("C").isSameAs(ObjectPath.parse("C=@")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\\\\HOST",
                "\\\\HOST\\root",
                "\\\\HOST\\root\\x",
                "//HOST/Msvm_X.K=1",
                "C.",
                "C.K",
                "C.K=",
                "C.K=\"open",
                "C.K=1,",
                "C.K=1,K=2",
                "C.K=1;",
                "C.K=what",
                "C.K=99999999999999999999",
                "C=@x",
                "5C",
                "C.K=\"a\"b"
            })
    void refusesWhatIsNoPath(String text) {
        refuses(CimStatus.INVALID_PARAMETER, () -> ObjectPath.parse(text), "object path", "at character");
    }

    @Test
    void saysWhereAPathBreaks() {
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> ObjectPath.parse("C.K=1,K=2"),
                "'C.K=1,K=2'",
                "at character 10",
                "the key K is there twice");
    }

    @Test
    void hasLimits() {
        refuses(CimStatus.INVALID_PARAMETER, () -> ObjectPath.parse("C.K=\"" + "x".repeat(40_000) + "\""), "32768");
        StringBuilder many = new StringBuilder("C.K=1");
        for (int i = 0; i < 100; i++) {
            many.append(",K").append(i).append("=1");
        }
        refuses(CimStatus.INVALID_PARAMETER, () -> ObjectPath.parse(many.toString()), "64 keys");
    }

    @Test
    void isNeverMadeOfWhatNoPathCanHold() {
        assertThrows(IllegalArgumentException.class, () -> ObjectPath.ofClass("a b"));
        assertThrows(
                IllegalArgumentException.class, () -> ObjectPath.ofClass("C").in("root/\"x"));
        assertThrows(
                IllegalArgumentException.class, () -> ObjectPath.ofClass("C").on("a/b"));
        assertThrows(IllegalArgumentException.class, () -> new ObjectPath.Key("K", CimValue.none()));
        assertThrows(IllegalArgumentException.class, () -> new ObjectPath.Key("K", CimValue.strings(List.of("a"))));
    }

    @Test
    void bringsAnyPathBack() throws CimFailure {
        Random random = new Random(11);
        for (int i = 0; i < 3000; i++) {
            List<ObjectPath.Key> keys = new ArrayList<>();
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                keys.add(new ObjectPath.Key("Key" + k, key(random)));
            }
            ObjectPath path = ObjectPath.of("Msvm_X" + random.nextInt(9), keys);
            ObjectPath placed = random.nextBoolean() ? path : path.in("root/a_b/v2");
            ObjectPath whole = placed.namespace().isEmpty() || random.nextBoolean() ? placed : placed.on("HV-1.lan");

            assertEquals(whole, ObjectPath.parse(whole.toString()));
            assertEquals(whole, ObjectPath.parse(whole.standard()));
        }
    }

    private static CimValue key(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> CimValue.of(random.nextBoolean());
            case 1 -> CimValue.of(CimType.SINT64, random.nextLong());
            case 2 -> new CimValue.Char16("a'\\\"ü".charAt(random.nextInt(5)));
            default -> {
                StringBuilder text = new StringBuilder();
                for (int c = random.nextInt(12); c > 0; c--) {
                    text.append("\\\"',.=@:{} aZ/\n€".charAt(random.nextInt(16)));
                }
                yield CimValue.of(text.toString());
            }
        };
    }
}
