package dev.ferry.endpoint.wsman.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class InstancesTest {
    private static final String MOF = """
            Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
            class P_Other { [Key] string Name; [Key] uint16 Number; };
            class P_All {
                [Key] string Id; boolean Flag; boolean Flags[]; uint8 A; sint8 B; uint16 C[]; uint32 D; uint64 E; sint64 F;
                real64 G; char16 H; string Text; string Texts[]; datetime When; datetime Whens[];
                P_Other REF Other;
            };
            """;
    private static final String CHARACTERS = "aZ 09<>&\"'\\/\n\t\rü€𝄞]";

    private final Random random = new Random(11);

    @Test
    void comeBackAsTheyWereWrittenInBothForms() throws Exception {
        Schema schema = Schema.read("root/test", List.of(new MofSource("p.mof", MOF)));
        CimClass owner = schema.require("P_All");
        for (ResourceUri.Form form : List.of(ResourceUri.Form.OF_WMI, ResourceUri.standard())) {
            InstanceWriter writer = new InstanceWriter(form, "root/test");
            for (int i = 0; i < 1_000; i++) {
                CimInstance instance = instance(owner);
                XmlElement read = XmlReader.read(wrapped(writer.instance(instance)), XmlLimits.INSTANCE)
                        .children()
                        .getFirst();
                CimInstance back = owner.instance(InstanceReader.properties(
                        read, name -> owner.property(name).map(CimProperty::type)));
                assertEquals(instance, back);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20261120101112.123456+000, 2026-11-20T10:11:12.123456Z, Datetime",
        "20261120101112.123456-090, 2026-11-20T10:11:12.123456-01:30, Datetime",
        "00000000000130.000000:000, P0DT0H1M30.000000S, Interval",
        "20261120******.******+000, 20261120******.******+000, CIM_DateTime"
    })
    void writeTimesAsOthersRead(String cim, String text, String element) {
        StringBuilder out = new StringBuilder();
        new InstanceWriter(ResourceUri.Form.OF_WMI, "root/test")
                .property(out, new CimInstance.Property("X", CimValue.of(new CimDateTime(cim))));
        assertEquals("<p:X><cim:" + element + ">" + text + "</cim:" + element + "></p:X>", out.toString());
    }

    private static String wrapped(String instance) {
        return "<w xmlns:xsi=\"" + Uris.SCHEMA_INSTANCE + "\" xmlns:cim=\"" + Uris.COMMON + "\" xmlns:wsa=\""
                + Uris.ADDRESSING + "\" xmlns:wsman=\"" + Uris.WSMAN + "\">" + instance + "</w>";
    }

    private CimInstance instance(CimClass owner) {
        List<CimInstance.Property> properties = new ArrayList<>();
        for (CimProperty property : owner.properties()) {
            if (random.nextInt(4) > 0) {
                properties.add(new CimInstance.Property(property.name(), value(property.type())));
            }
        }
        return CimInstance.of(owner.name(), properties);
    }

    /** An empty array cannot be told from none, and is not there. */
    private CimValue value(DeclaredType type) {
        if (random.nextInt(5) == 0) {
            return CimValue.none();
        }
        return type.isArray()
                ? CimValue.array(
                        type.type(),
                        IntStream.rangeClosed(0, random.nextInt(3))
                                .mapToObj(_ -> one(type.type()))
                                .toList())
                : one(type.type());
    }

    private CimValue one(CimType type) {
        return switch (type) {
            case BOOLEAN -> CimValue.of(random.nextBoolean());
            case UINT8, SINT8, UINT16, SINT16, UINT32, SINT32, SINT64 -> CimValue.of(type, random.nextInt(128));
            case UINT64 -> new CimValue.Whole(type, new BigInteger(64, random));
            case REAL32, REAL64 -> new CimValue.Real(type, random.nextGaussian());
            case CHAR16 -> new CimValue.Char16((char) ('A' + random.nextInt(26)));
            case STRING -> CimValue.of(text());
            case DATETIME ->
                CimValue.of(new CimDateTime(
                        random.nextBoolean()
                                ? "2026112010%02d12.123456+%03d".formatted(random.nextInt(60), random.nextInt(700))
                                : "%08d235959.000001:000".formatted(random.nextInt(1000))));
            case REFERENCE ->
                CimValue.of(ObjectPath.of(
                                "P_Other",
                                List.of(
                                        // A key that stands on lines of its own is read without them.
                                        new ObjectPath.Key("Name", CimValue.of("\"" + text())),
                                        new ObjectPath.Key("Number", CimValue.of("7"))))
                        .in("root/test"));
        };
    }

    private String text() {
        int[] points = CHARACTERS.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            out.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return out.toString();
    }
}
