package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Toy;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.wsman.soap.Reply;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What broke real clients elsewhere, point by point; what is a matter of HTTP is in {@code WsmanAtANodeTest}. */
@Timeout(60)
class RegressionsTest {
    private static final String REFERENCE = """
            <wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address>
            <wsa:ReferenceParameters>
            <wsman:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/T_Machine</wsman:ResourceURI>
            <wsman:SelectorSet><wsman:Selector Name="CreationClassName">T_Machine</wsman:Selector>
            <wsman:Selector Name="Name">m00001</wsman:Selector></wsman:SelectorSet></wsa:ReferenceParameters>""";

    private final ToyDoor door = new ToyDoor(Toy.ofMachines(3, 2));

    @Test
    void usesFixedPrefixesAndNoDefaultNamespace() {
        for (String name : List.of("enumerate-optimized-wsl", "invoke-wsl", "get-missing-pywinrm")) {
            String text = door.send(ToyDoor.recorded(name)).text();
            assertFalse(text.contains(" xmlns=\""), text);
            for (String prefix : List.of("s", "wsa", "wsman", "wsen", "wxf", "wse")) {
                assertEquals(1, ToyDoor.count(text, " xmlns:" + prefix + "=\""), text);
            }
        }
    }

    @Test
    void givesReferencesBackUnwrapped() {
        String text = door.send(ToyDoor.recorded("invoke-wsl")).text();
        assertTrue(text.contains("<p:Job><wsa:Address>"), text);
        assertFalse(text.contains("EndpointReference"), text);
        assertTrue(text.indexOf("<p:ReturnValue>4096</p:ReturnValue>") > text.indexOf("</p:Job>"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REFERENCE,
                "<wsa:EndpointReference>" + REFERENCE + "</wsa:EndpointReference>",
                "<q:CreationClassName>T_Machine</q:CreationClassName><q:Name>m00001</q:Name>",
                "<q:T_Machine><q:CreationClassName>T_Machine</q:CreationClassName><q:Name>m00001</q:Name></q:T_Machine>",
                "\\\\HOST\\root\\virtualization\\v2:T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\""
            })
    void takesReferencesInEveryShape(String reference) {
        Reply reply = door.send(exporting("<p:System xmlns:q=\"urn:any\">" + reference + "</p:System>"));
        assertTrue(reply.text().contains(">4096<"), reply.text());
        ObjectPath system = door.calls.getFirst().reference("System").orElseThrow();
        assertEquals("T_Machine", system.className());
        assertEquals("m00001", system.key("Name").text());
    }

    @Test
    void readsARequestThatIsLaidOutOverManyLines() {
        String request = ToyDoor.recorded("get-pywinrm");
        String spread = request.replaceAll(">([^<>]*\\S[^<>]*)</", ">\n    $1\n  </");
        assertFalse(door.send(spread).isFault(), spread);
        assertTrue(door.send(spread).text().contains("<p:Name>m00001</p:Name>"), spread);
        String reference = "<q:CreationClassName>\n T_Machine\n</q:CreationClassName><q:Name>\n m00001\n </q:Name>";
        door.send(exporting("<p:System xmlns:q=\"urn:any\">" + reference + "</p:System>"));
        assertEquals(
                "m00001",
                door.calls
                        .getFirst()
                        .reference("System")
                        .orElseThrow()
                        .key("Name")
                        .text());
    }

    @Test
    void knowsATypeWhateverTheClientBindsItsPrefixTo() {
        Reply reply = door.send(ToyDoor.recorded("invoke-omi"));
        assertTrue(reply.text().contains(">4096<"), reply.text());
        assertTrue(door.calls.getFirst().flag("WithState").orElseThrow());
        Reply nil =
                door.send(exporting("<p:Settings xmlns:xsi=\"http://www.w3.org/2001/XMLSchema\" xsi:nil=\"true\"/>"));
        assertTrue(nil.text().contains(">4096<"), nil.text());
        assertTrue(door.calls.getLast().text("Settings").isEmpty());
    }

    @Test
    void servesTheFormOfTheStandardForAnyClass() {
        String text = door.send(ToyDoor.recorded("invoke-omi")).text();
        assertTrue(
                text.contains("<wsman:ResourceURI>http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/T_Order<"), text);
        assertTrue(text.contains("<wsman:Selector Name=\"__cimnamespace\">root/virtualization/v2<"), text);
        assertTrue(
                text.contains("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/T_Desk/ExportResponse</wsa:Action>"),
                text);
    }

    @Test
    void endsWithItemsAndWithoutAContext() {
        String context = ToyDoor.context(door.send(ToyDoor.recorded("enumerate-wsl")));
        for (int pulled = 1; pulled <= 3; pulled++) {
            assertFalse(context.isEmpty());
            Reply reply = door.send(ToyDoor.recorded("pull-wsl").replace("@CONTEXT@", context));
            assertEquals(1, ToyDoor.count(reply.text(), "</p:T_Machine>"), reply.text());
            assertEquals(pulled == 3, reply.text().contains("<wsen:EndOfSequence/>"), reply.text());
            assertEquals(pulled == 3, !reply.text().contains("EnumerationContext"), reply.text());
            context = ToyDoor.context(reply);
        }
    }

    @Test
    void endsAtOnceWhenThereIsNothing() {
        ToyDoor empty = new ToyDoor(Toy.ofMachines(0, 0));
        String context = ToyDoor.context(empty.send(ToyDoor.recorded("enumerate-wsl")));
        String text = empty.send(ToyDoor.recorded("pull-wsl").replace("@CONTEXT@", context))
                .text();
        assertTrue(text.contains("<wsen:Items></wsen:Items><wsen:EndOfSequence/>"), text);
        assertFalse(text.contains("EnumerationContext"), text);
    }

    @Test
    void takesAnEmptyMessageIdAndANumber() {
        assertFalse(door.send(ToyDoor.recorded("get-wsl")).text().contains("RelatesTo"));
        assertTrue(door.send(ToyDoor.recorded("enumerate-intel")).text().contains("<wsa:RelatesTo>0</wsa:RelatesTo>"));
    }

    @Test
    void takesMustUnderstandWithoutANamespaceAndRefusesOnlyWhatIsUnknown() {
        String request = ToyDoor.recorded("get-pywinrm");
        assertTrue(request.contains(" mustUnderstand=\"true\""));
        assertFalse(door.send(request).isFault());
        String unknown =
                request.replace("<env:Header>", "<env:Header><z:Odd xmlns:z=\"urn:z\" env:mustUnderstand=\"true\"/>");
        assertTrue(door.send(unknown).text().contains("<s:Value>s:MustUnderstand</s:Value>"));
        for (String harmless : List.of("env:mustUnderstand=\"false\"", "mustUnderstand=\"true\"")) {
            assertFalse(door.send(unknown.replace("env:mustUnderstand=\"true\"", harmless))
                    .isFault());
        }
    }

    @Test
    void doesNotMindWhereTheRequestSaysItGoes() {
        assertTrue(ToyDoor.recorded("get-pywinrm").contains("http://windows-host:5985/wsman"));
        assertFalse(door.send(ToyDoor.recorded("get-pywinrm")).isFault());
    }

    @Test
    void goesOnAtAnotherNode() {
        String context = ToyDoor.context(door.send(ToyDoor.recorded("enumerate-wsl")));
        ToyDoor other = new ToyDoor(Toy.ofMachines(3, 2));
        Reply reply = other.send(ToyDoor.recorded("pull-wsl").replace("@CONTEXT@", context));
        assertTrue(reply.text().contains("<p:Name>m00001</p:Name>"), reply.text());
    }

    private static String exporting(String parameters) {
        return ToyDoor.recorded("invoke-wsl")
                .replaceFirst("(?s)<p:System>.*</p:System>", Matcher.quoteReplacement(parameters));
    }
}
