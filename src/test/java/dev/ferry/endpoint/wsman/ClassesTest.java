package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Toy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The declaration of a class, asked for as Windows' own clients do. */
@Timeout(60)
class ClassesTest {
    private static final String CLASSES = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/";
    private static final String GET = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";
    private static final String PLACE = "<w:Selector Name=\"__cimnamespace\">root/virtualization/v2</w:Selector>";
    private static final String DESK = PLACE + "<w:Selector Name=\"ClassName\">T_Desk</w:Selector>";

    private final ToyDoor door = new ToyDoor(Toy.ofMachines(1, 1));

    private String send(String action, String uri, String selectors, String... options) {
        StringBuilder set = new StringBuilder();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            set.append("<w:Option Name=\"%s\" Type=\"xs:boolean\">%s</w:Option>".formatted(parts[0], parts[1]));
        }
        return door.send("""
                        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                         xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                         xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header>
                        <a:Action s:mustUnderstand="true">%s</a:Action>
                        <w:ResourceURI s:mustUnderstand="true">%s</w:ResourceURI><w:SelectorSet>%s</w:SelectorSet>
                        <w:OptionSet>%s</w:OptionSet></s:Header><s:Body/></s:Envelope>""".formatted(action, uri, selectors, set)).text();
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

    @ParameterizedTest
    @CsvSource({
        GET + ", root/virtualization/v2, T_None, wsa:DestinationUnreachable",
        GET + ", root/nowhere, T_Desk, wsa:DestinationUnreachable",
        "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate, root/virtualization/v2, T_Desk, wsman:UnsupportedFeature",
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
