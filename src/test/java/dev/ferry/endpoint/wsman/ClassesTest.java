package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Toy;
import dev.ferry.cim.schema.CimClass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The declaration of a class, asked for as Windows' own clients do. */
@Timeout(60)
class ClassesTest {
    private static final String CLASSES = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/";
    private static final String GET = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";
    private static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/";
    private static final String PLACE = "<w:Selector Name=\"__cimnamespace\">root/virtualization/v2</w:Selector>";
    private static final String DESK = PLACE + "<w:Selector Name=\"ClassName\">T_Desk</w:Selector>";

    private final ToyDoor door = new ToyDoor(Toy.ofMachines(1, 1));

    private String send(String action, String uri, String selectors, String... options) {
        String body = action.startsWith(ENUMERATION) ? "<n:Enumerate><w:OptimizeEnumeration/></n:Enumerate>" : "";
        return ask(action, uri, selectors, body, "", options);
    }

    private String ask(String action, String uri, String selectors, String body, String header, String... options) {
        StringBuilder set = new StringBuilder();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            set.append("<w:Option Name=\"%s\" Type=\"xs:boolean\">%s</w:Option>".formatted(parts[0], parts[1]));
        }
        return door.send("""
                        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                         xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                         xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"
                         xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header>%s
                        <a:Action s:mustUnderstand="true">%s</a:Action>
                        <w:ResourceURI s:mustUnderstand="true">%s</w:ResourceURI><w:SelectorSet>%s</w:SelectorSet>
                        <w:OptionSet>%s</w:OptionSet></s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(header, action, uri, selectors, set, body))
                .text();
    }

    @Test
    void tellsAClassWithItsMethodsAndTheirParameters() {
        String answer = send(GET, CLASSES + "*", DESK);
        assertTrue(answer.contains("/transfer/GetResponse</wsa:Action>"), answer);
        assertTrue(answer.contains("<s:Body><CLASS NAME=\"T_Desk\" SUPERCLASS=\"T_Service\">"), answer);
        assertTrue(answer.contains("<PARAMETER.REFERENCE NAME=\"System\" REFERENCECLASS=\"T_System\">"), answer);
        assertTrue(answer.contains("<QUALIFIER NAME=\"In\" TYPE=\"boolean\""), answer);
        assertEquals(
                answer.replaceAll("uuid:[^<]*", ""),
                send(GET, CLASSES + "T_Desk", PLACE).replaceAll("uuid:[^<]*", ""));
    }

    @Test
    void tellsAsMuchAsTheOptionsWant() {
        String answer = send(
                GET,
                CLASSES + "*",
                DESK,
                "IncludeInheritedElements=false",
                "IncludeQualifiers=false",
                "IncludeInheritanceHierarchy=true");
        assertTrue(answer.contains("DERIVATION=\"T_Service"), answer);
        assertTrue(answer.contains("<METHOD NAME=\"Polish\""), answer);
        assertFalse(answer.contains("<METHOD NAME=\"Export\""), answer);
        assertFalse(answer.contains("QUALIFIER"), answer);
        assertTrue(send(GET, CLASSES + "*", DESK, "IncludeClassOrigin=true").contains("CLASSORIGIN=\"T_Service\""));
    }

    private static String enumerate(int most) {
        return "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>" + most + "</w:MaxElements></n:Enumerate>";
    }

    private static List<String> names(String answer) {
        return Pattern.compile("<CLASS NAME=\"([^\"]*)\"")
                .matcher(answer)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<w:Selector Name=\"ClassName\"/>", "<w:Selector Name=\"ClassName\">*</w:Selector>"})
    void tellsAllClassesWhenNoneIsNamed(String selector) {
        String answer = ask(ENUMERATION + "Enumerate", CLASSES + "*", PLACE + selector, enumerate(32_000), "");
        assertEquals(Toy.schema().classes().stream().map(CimClass::name).toList(), names(answer));
        assertTrue(answer.contains("<wsman:Items><CLASS NAME=\""), answer);
        assertTrue(answer.contains("</CLASS></wsman:Items><wsman:EndOfSequence/>"), answer);
    }

    @Test
    void tellsThoseBelowAClassInPiecesThatFitAndAsMuchAsTheOptionsWant() {
        String systems = PLACE + "<w:Selector Name=\"ClassName\">t_element</w:Selector>";
        String size = "<w:MaxEnvelopeSize>8192</w:MaxEnvelopeSize>";
        String answer = ask(
                ENUMERATION + "Enumerate",
                CLASSES + "*",
                systems,
                "<n:Enumerate/>",
                size,
                "IncludeInheritanceHierarchy=true",
                "IncludeQualifiers=false");
        List<String> told = new ArrayList<>();
        for (String context = context(answer); !context.isEmpty(); context = context(answer)) {
            answer = ask(ENUMERATION + "Pull", CLASSES + "*", PLACE, pull(context), size);
            assertTrue(answer.getBytes(StandardCharsets.UTF_8).length <= 8192, answer);
            assertFalse(answer.contains("<QUALIFIER"), answer);
            told.addAll(names(answer));
        }
        assertTrue(answer.contains("<wsen:EndOfSequence/>"), answer);
        assertEquals(
                List.of(
                        "T_System",
                        "T_Machine",
                        "T_Plan",
                        "T_Part",
                        "T_Wheel",
                        "T_Order",
                        "T_Unseen",
                        "T_Service",
                        "T_Desk"),
                told);
    }

    private static String pull(String context) {
        return "<n:Pull><n:EnumerationContext>" + context
                + "</n:EnumerationContext><n:MaxElements>4</n:MaxElements></n:Pull>";
    }

    private static String context(String answer) {
        Matcher matcher = Pattern.compile("<wsen:EnumerationContext>([^<]*)<").matcher(answer);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Test
    void choosesNotAmongClasses() {
        for (String wish : List.of("<w:Filter>x</w:Filter>", "<w:EnumerationMode>EnumerateEPR</w:EnumerationMode>")) {
            String body = enumerate(9).replace("</n:Enumerate>", wish + "</n:Enumerate>");
            String answer = ask(ENUMERATION + "Enumerate", CLASSES + "*", PLACE, body, "");
            assertTrue(answer.contains("<s:Value>wsman:UnsupportedFeature</s:Value>"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        GET + ", root/virtualization/v2, T_None, wsa:DestinationUnreachable",
        GET + ", root/nowhere, T_Desk, wsa:DestinationUnreachable",
        "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete, root/virtualization/v2, T_Desk, wsman:UnsupportedFeature",
        ENUMERATION + "Enumerate, root/virtualization/v2, T_None, wsa:DestinationUnreachable",
        ENUMERATION + "GetStatus, root/virtualization/v2, T_Desk, wsa:ActionNotSupported",
        "http://schemas.xmlsoap.org/ws/2004/09/transfer/Put, root/virtualization/v2, T_Desk, wsman:UnsupportedFeature"
    })
    void refusesWhatItDoesNotTell(String action, String namespace, String className, String subcode) {
        String answer = send(
                action,
                CLASSES + "*",
                DESK.replace("root/virtualization/v2", namespace).replace("T_Desk", className));
        assertTrue(answer.contains("<s:Value>" + subcode + "</s:Value>"), answer);
    }

    @Test
    void wantsToKnowWhichClassIsMeant() {
        assertTrue(send(GET, CLASSES + "*", PLACE).contains("<s:Value>wsman:InvalidSelectors</s:Value>"));
    }
}
