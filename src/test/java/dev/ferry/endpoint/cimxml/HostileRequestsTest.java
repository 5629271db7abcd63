package dev.ferry.endpoint.cimxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.InstanceXml;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;
import dev.ferry.cim.xml.XmlText;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Request;
import dev.ferry.endpoint.cimxml.dsp0201.RequestReader;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import dev.ferry.testkit.Repeated;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in, a message or a refusal goes out; and what is written comes back as it was. */
@Timeout(3600)
class HostileRequestsTest {
    private static final XmlLimits ANY = new XmlLimits(64 << 20, 64, 4_000_000, 64, 1 << 20);
    private static final List<String> FRAGMENTS = List.of(
            "<",
            ">",
            "\"",
            "&",
            "&amp;",
            "&#0;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "<?x ?>",
            "<VALUE>",
            "</VALUE>",
            "<VALUE.ARRAY>",
            "<KEYVALUE>",
            "<INSTANCENAME CLASSNAME=\"x\"/>",
            "<IPARAMVALUE NAME=\"ClassName\"/>",
            "NAME=\"\"",
            "\u0000",
            "\uD800",
            "-1",
            "99999999999999999999",
            "root",
            "xmlns=\"a\"",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "%s",
            "'",
            "\\",
            "{",
            "(");

    private final World world = new World();

    @Test
    void answersAnyMutationOfARequestWithAMessageOrARefusal() throws Exception {
        List<String> seeds = new ArrayList<>();
        for (String name : RecordedExchangesTest.names()) {
            String text = Files.readString(Path.of("src/test/resources/cimxml", name + ".request.xml"));
            // What answers with the whole schema takes long, and teaches nothing here.
            if (!text.contains("EnumerateClasses") && !text.contains("EnumerateQualifiers")) {
                seeds.add(text);
            }
        }
        Random random = new Random(20_261_121);
        AtomicInteger read = new AtomicInteger();
        int rounds = Repeated.times(1_500, () -> {
            String mutated = seeds.get(random.nextInt(seeds.size()));
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                mutated = mutated(mutated, random);
            }
            if (isAnswered(mutated)) {
                read.incrementAndGet();
            }
        });
        assertTrue(read.get() > rounds / 20, read + " of " + rounds + " could still be read");
    }

    private boolean isAnswered(String request) throws Exception {
        try {
            String answer = world.answer(Body.text(request.getBytes(StandardCharsets.UTF_8), "UTF-8"));
            XmlElement message = XmlReader.read(answer.strip(), ANY);
            assertTrue(message.child("MESSAGE").isPresent(), answer);
            assertFalse(answer.contains("the server failed"), request);
            return true;
        } catch (Unreadable _) {
            return false;
        }
    }

    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int length = Math.min(text.length() - at, random.nextInt(40));
        String piece = text.substring(at, at + length);
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(at + length);
            case 1 -> text.substring(0, at) + piece + piece + text.substring(at + length);
            case 2 -> text.substring(0, at) + FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) + text.substring(at);
            case 3 ->
                text.substring(0, at) + (char) random.nextInt(0x300) + text.substring(Math.min(at + 1, text.length()));
            default -> swapped(text, random);
        };
    }

    /** A value of one attribute becomes that of another. */
    private static String swapped(String text, Random random) {
        String[] parts = text.split("\"", -1);
        int one = 1 + 2 * random.nextInt(Math.max(1, parts.length / 2));
        int other = 1 + 2 * random.nextInt(Math.max(1, parts.length / 2));
        if (one < parts.length && other < parts.length) {
            parts[one] = parts[other];
        }
        return String.join("\"", parts);
    }

    @Test
    void refusesWhatIsTooDeepOrTooMuch() {
        List<String> bombs = List.of(
                "<CIM>".repeat(100_000),
                "<CIM a=\"" + "x".repeat(10_000) + "\"/>",
                "<CIM>" + "<A/>".repeat(50_000) + "</CIM>",
                "<CIM>" + "x".repeat(2 << 20) + "</CIM>",
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><CIM>&b;</CIM>",
                "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><CIM/>");
        for (String bomb : bombs) {
            assertThrows(Unreadable.class, () -> world.answer(bomb));
        }
    }

    @Test
    void readsBackWhatItWritesOfAnInstance() throws Exception {
        Random random = new Random(7);
        Schema schema = World.scope(Namespace.V2).schema();
        int properties = 0;
        for (int i = 0; i < 200; i++) {
            CimClass owner =
                    schema.classes().get(random.nextInt(schema.classes().size()));
            CimInstance instance = CimInstance.of(owner.name());
            for (CimProperty property : owner.properties()) {
                if (random.nextInt(3) > 0) {
                    instance = instance.with(property.name(), value(property, random));
                    properties++;
                }
            }
            StringBuilder out = new StringBuilder();
            ObjectForm.INSTANCE.write(out, instance, schema, Shown.ALL);
            assertEquals(instance, InstanceXml.read(XmlReader.read(out.toString(), ANY), schema), out.toString());
        }
        assertTrue(properties > 500, properties + " properties");
    }

    @Test
    void readsBackWhatItWritesOfARequest() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            String text = text(random);
            ObjectPath path = path(random).on("").in(Requests.V2);
            String sent = Requests.method(
                    "M" + i,
                    path,
                    "<PARAMVALUE NAME=\"Text\"><VALUE>" + XmlText.inElement(text) + "</VALUE></PARAMVALUE>",
                    "<PARAMVALUE NAME=\"Path\"><VALUE.REFERENCE>" + PathXml.write(path)
                            + "</VALUE.REFERENCE></PARAMVALUE>");
            Request.Extrinsic read = (Request.Extrinsic) RequestReader.read(sent);
            assertEquals("M" + i, read.name());
            assertEquals(path, read.target());
            assertEquals(CimValue.of(text), read.given().get(0).value());
            assertEquals(CimValue.of(path), read.given().get(1).value());
        }
    }

    private static CimValue value(CimProperty property, Random random) {
        if (random.nextInt(6) == 0) {
            return CimValue.none();
        }
        CimType type = property.type().type();
        if (!property.type().isArray()) {
            return single(type, random);
        }
        List<CimValue> elements = new ArrayList<>();
        int size = property.type().arraySize().orElse(random.nextInt(4));
        for (int i = 0; i < size; i++) {
            elements.add(single(type, random));
        }
        return new CimValue.Array(type, elements);
    }

    private static CimValue single(CimType type, Random random) {
        return switch (type) {
            case BOOLEAN -> CimValue.of(random.nextBoolean());
            case STRING -> CimValue.of(text(random));
            case CHAR16 -> new CimValue.Char16((char) ('A' + random.nextInt(26)));
            case REAL32, REAL64 -> new CimValue.Real(type, random.nextInt() / 8.0);
            case DATETIME -> Typing.parse(type, "20261120101112.123456+060").orElseThrow();
            case REFERENCE -> CimValue.of(path(random));
            case UINT8, UINT16, UINT32, UINT64, SINT8, SINT16, SINT32, SINT64 ->
                CimValue.of(type, random.nextInt(type == CimType.SINT8 ? 127 : 200));
        };
    }

    private static ObjectPath path(Random random) {
        return ObjectPath.of(
                        "Msvm_ComputerSystem",
                        List.of(
                                new ObjectPath.Key("Name", CimValue.of(text(random))),
                                new ObjectPath.Key("Number", CimValue.uint64(random.nextInt(99))),
                                new ObjectPath.Key("Flag", CimValue.of(random.nextBoolean()))))
                .in(Requests.V2)
                .on("HVNODE1");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    List.of("a", " ", "<", "&", "\"", "'", "]]>", "\r", "\n", "\t", "ü", "\uD83D\uDE00", "&amp;", "\\")
                            .get(random.nextInt(14)));
        }
        return text.toString();
    }
}
