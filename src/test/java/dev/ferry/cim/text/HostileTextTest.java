package dev.ferry.cim.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Samples;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in, an instance or a refusal comes out; and what was written comes back. */
@Timeout(60)
class HostileTextTest {
    private static final List<String> FRAGMENTS = List.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            ";",
            "{",
            "}",
            "=",
            "\\",
            "]]>",
            "<![CDATA[",
            "<!--",
            "&#x0;",
            "&lt;",
            "<VALUE>",
            "</VALUE>",
            "<VALUE.ARRAY>",
            "<PROPERTY NAME=\"Codes\">",
            "<INSTANCE CLASSNAME=\"CIM_Job\">",
            "instance of",
            "null",
            "$",
            "-1",
            "99999999999999999999",
            "\u0000",
            "\uD800",
            "<?x ?>",
            "__PATH",
            "xmlns=\"\"",
            "a:");

    private final Schema schema = Samples.schema();

    @Test
    void yieldsAnInstanceOrARefusalWhateverIsSent() throws CimFailure {
        List<String> seeds = List.of(
                Samples.EXPORT_XML,
                Samples.EXPORT_MOF,
                EmbeddedText.write(CimInstance.of("Msvm_VirtualSystemExportSettingData"), schema),
                "<VALUE.OBJECTWITHPATH>"
                        + PathXml.write(ObjectPath.parse("\\\\H\\root\\x:CIM_Job.InstanceID=\"1\""))
                        + "<INSTANCE CLASSNAME=\"CIM_Job\"/></VALUE.OBJECTWITHPATH>");
        Random random = new Random(20261120);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 8000; i++) {
            String text = mutated(seeds.get(i % seeds.size()), random);
            try {
                CimInstance instance = EmbeddedText.read(text, schema);
                schema.require(instance.className());
                read++;
            } catch (CimFailure failure) {
                assertTrue(failure.getMessage().length() < 1000, failure.getMessage());
                refused++;
            }
        }
        assertTrue(read > 100 && refused > 1000, read + " read, " + refused + " refused");
    }

    private static String mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 -> text.replace(at, to, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                default -> text.insert(at, (char) random.nextInt(0x3000));
            }
        }
        return text.toString();
    }

    @Test
    void bringsAnyInstanceBack() throws CimFailure {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            for (String className : List.of(
                    "Msvm_VirtualSystemExportSettingData",
                    "Msvm_ConcreteJob",
                    "Msvm_AffectedJobElement",
                    "Msvm_ComputerSystem")) {
                CimInstance instance = CimInstance.of(className);
                for (CimProperty property : schema.require(className).properties()) {
                    instance = instance.with(property.name(), value(property, random));
                }
                assertEquals(instance, EmbeddedText.read(EmbeddedText.write(instance, schema), schema));
            }
        }
    }

    private static CimValue value(CimProperty property, Random random) {
        CimValue one =
                random.nextInt(5) == 0 ? CimValue.none() : one(property.type().type(), random);
        return property.type().isArray() && !one.isNull()
                ? CimValue.array(
                        property.type().type(),
                        List.of(one, CimValue.none(), one).subList(0, random.nextInt(4)))
                : one;
    }

    private static CimValue one(CimType type, Random random) {
        return switch (type) {
            case BOOLEAN -> CimValue.of(random.nextBoolean());
            case UINT8, UINT16, UINT32, UINT64, SINT8, SINT16, SINT32, SINT64 -> {
                CimValue whole = new CimValue.Whole(CimType.UINT64, new BigInteger(63, random));
                yield Typing.convert(type, whole).orElseGet(() -> CimValue.of(type, random.nextInt(128)));
            }
            case REAL32, REAL64 -> new CimValue.Real(type, random.nextGaussian() * 1e9);
            case CHAR16 -> new CimValue.Char16((char) random.nextInt(' ', 0xD000));
            case STRING -> CimValue.of("<\"&\r\n'>ü\t".substring(random.nextInt(9)));
            case DATETIME -> CimValue.of(CimDateTime.of(Instant.ofEpochSecond(random.nextLong(4_000_000_000L))));
            case REFERENCE -> {
                ObjectPath path = ObjectPath.of("CIM_Job", "InstanceID", "\\\"<&" + random.nextInt());
                yield CimValue.of(
                        random.nextBoolean() ? path : path.in("root/x").on(random.nextBoolean() ? "" : "h"));
            }
        };
    }

    @Test
    void bringsAnyPathBackThroughXml() throws CimFailure {
        for (String text : List.of(
                "C",
                "root/x:C",
                "//h/root/x:C",
                "C=@",
                "C=\"v\"",
                "C=5",
                "//h:1/root/x/y:C.A=\"a&<\",B=TRUE,N=-5,F=1.5,U=18446744073709551615")) {
            ObjectPath path = ObjectPath.parse(text);
            assertEquals(path, PathXml.read(XmlReader.read(PathXml.write(path), XmlLimits.INSTANCE)), text);
        }
        ObjectPath link = ObjectPath.of(
                "L", List.of(new ObjectPath.Key("R", CimValue.of(ObjectPath.parse("//h/root/x:C.A=\"b\"")))));
        assertEquals(link, PathXml.read(XmlReader.read(PathXml.write(link), XmlLimits.INSTANCE)));
    }
}
