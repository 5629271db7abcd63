package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Toy;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Reply;
import dev.ferry.model.Caller;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operation does beyond the recorded exchanges, and how it refuses. */
@Timeout(60)
class OperationsTest {
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/";
    private static final Pattern NAME = Pattern.compile("<p:Name>([^<]*)<");

    private final ToyDoor door = new ToyDoor(Toy.ofMachines(40, 2));

    private static String envelope(String action, String uri, String headers, String body) {
        return """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                 xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                 xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
                 xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration"
                 xmlns:wsmb="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <s:Header><wsa:Action>%s</wsa:Action><wsman:ResourceURI>%s</wsman:ResourceURI>
                <wsa:MessageID>uuid:1</wsa:MessageID>%s</s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(action, uri, headers, body);
    }

    private static String transfer(String verb, String uri, String selectors) {
        return envelope(
                "http://schemas.xmlsoap.org/ws/2004/09/transfer/" + verb,
                uri,
                "<wsman:SelectorSet>" + selectors + "</wsman:SelectorSet>",
                "");
    }

    private static String enumerate(String className, String inner) {
        return envelope(
                "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate",
                WMI + className,
                "",
                "<wsen:Enumerate><wsman:OptimizeEnumeration/><wsman:MaxElements>1000</wsman:MaxElements>" + inner
                        + "</wsen:Enumerate>");
    }

    private static String invoke(String method, String headers, String parameters) {
        return envelope(
                WMI + "T_Desk/" + method,
                WMI + "T_Desk",
                headers,
                "<p:" + method + "_INPUT xmlns:p=\"" + WMI + "T_Desk\">" + parameters + "</p:" + method + "_INPUT>");
    }

    private static String selector(String name, String value) {
        return "<wsman:Selector Name=\"" + name + "\">" + value + "</wsman:Selector>";
    }

    @Test
    void showsEachModeOfEnumerationAndOfPolymorphism() {
        String whole = door.send(enumerate("T_System", "")).text();
        assertEquals(40, ToyDoor.count(whole, "xsi:type=\"p:T_Machine_Type\""));
        String narrowed = door.send(enumerate(
                        "T_System", "<wsmb:PolymorphismMode>ExcludeSubClassProperties</wsmb:PolymorphismMode>"))
                .text();
        assertEquals(40, ToyDoor.count(narrowed, "xsi:type=\"p:T_System_Type\""));
        assertFalse(narrowed.contains("<p:Size>"), narrowed);
        String none = door.send(enumerate("T_System", "<wsmb:PolymorphismMode>None</wsmb:PolymorphismMode>"))
                .text();
        assertTrue(none.contains("<wsman:Items></wsman:Items><wsman:EndOfSequence/>"), none);
        String both = door.send(
                        enumerate("T_Machine", "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"))
                .text();
        assertEquals(40, ToyDoor.count(both, "</p:T_Machine><wsa:EndpointReference>"));
        assertEquals(40, ToyDoor.count(both, "<wsman:Item>"));
    }

    @Test
    void selectsByQueryBySelectorsAndByLinks() {
        String wql = door.send(enumerate(
                        "*",
                        "<wsman:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">"
                                + "select Name from T_Machine where Size &lt; 3</wsman:Filter>"))
                .text();
        assertEquals(2, ToyDoor.count(wql, "</p:T_Machine>"));
        assertFalse(wql.contains("ElementName"), wql);
        String cql = door.send(enumerate(
                        "T_Machine",
                        "<wsen:Filter Dialect=\"http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf\">"
                                + "SELECT * FROM T_Machine WHERE Name='m00002'</wsen:Filter>"))
                .text();
        assertEquals(1, ToyDoor.count(cql, "</p:T_Machine>"));
        String selected = door.send(enumerate(
                        "T_Machine",
                        "<wsman:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter\"><wsman:SelectorSet>"
                                + selector("Name", "m00007") + "</wsman:SelectorSet></wsman:Filter>"))
                .text();
        assertEquals(1, ToyDoor.count(selected, "<p:Name>m00007</p:Name>"));
        String linked =
                door.send(enumerate("*", links("AssociatedInstances", ""))).text();
        assertEquals(1, ToyDoor.count(linked, "</p:T_Part>"), linked);
        assertEquals(1, ToyDoor.count(linked, "</p:T_Wheel>"), linked);
        String some = door.send(enumerate(
                        "*",
                        links(
                                "AssociatedInstances",
                                "<wsmb:AssociationClassName>T_PartOf</wsmb:AssociationClassName>"
                                        + "<wsmb:ResultClassName>T_Wheel</wsmb:ResultClassName>"
                                        + "<wsmb:IncludeResultProperty>Slot</wsmb:IncludeResultProperty>")))
                .text();
        assertTrue(some.contains("xsi:type=\"p:T_Wheel_Type\"><p:Slot>1</p:Slot></p:T_Wheel>"), some);
    }

    private static String links(String kind, String more) {
        return "<wsman:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter\"><wsmb:"
                + kind
                + "><wsmb:Object><wsa:Address>x</wsa:Address><wsa:ReferenceParameters><wsman:ResourceURI>" + WMI
                + "T_Machine</wsman:ResourceURI><wsman:SelectorSet>" + selector("CreationClassName", "T_Machine")
                + selector("Name", "m00001") + "</wsman:SelectorSet></wsa:ReferenceParameters></wsmb:Object>" + more
                + "</wsmb:" + kind + "></wsman:Filter>";
    }

    @Test
    void keepsEachAnswerWithinTheEnvelopeAndLosesNothing() {
        String limit = "<wsman:MaxEnvelopeSize>8192</wsman:MaxEnvelopeSize></s:Header>";
        Reply reply = door.send(enumerate("T_Machine", "").replace("</s:Header>", limit));
        Set<String> names = new HashSet<>();
        int answers = 0;
        while (true) {
            answers++;
            assertTrue(reply.bytes().length <= 8192, () -> "too long");
            Matcher found = NAME.matcher(reply.text());
            while (found.find()) {
                assertTrue(names.add(found.group(1)), () -> found.group(1) + " came twice");
            }
            String context = ToyDoor.context(reply);
            if (context.isEmpty()) {
                break;
            }
            reply = door.send(
                    pull(context, "<wsen:MaxElements>1000</wsen:MaxElements>").replace("</s:Header>", limit));
        }
        assertEquals(40, names.size());
        assertTrue(answers > 2, () -> "all of it fitted at once");
    }

    @Test
    void pullsNoMoreCharactersThanAreWantedAndForNoLonger() {
        String context = ToyDoor.context(door.send(ToyDoor.recorded("enumerate-wsl")));
        String many = "<wsen:MaxElements>1000</wsen:MaxElements><wsen:MaxTime>PT5S</wsen:MaxTime>";
        String some = door.send(pull(context, many + "<wsen:MaxCharacters>3000</wsen:MaxCharacters>"))
                .text();
        String items = some.substring(some.indexOf("<wsen:Items>"), some.indexOf("</wsen:Items>"));
        assertTrue(items.contains("</p:T_Machine>") && items.length() < 3_020, items);
        assertFalse(some.contains("EndOfSequence"), some);
        assertFault("wsman:EncodingLimit", pull(context, "<wsen:MaxCharacters>10</wsen:MaxCharacters>"));
        assertFault("wsman:TimedOut", pull(context, "<wsen:MaxTime>PT0S</wsen:MaxTime>"));
        assertFault("wsman:InvalidParameter", pull(context, "<wsen:MaxTime>soon</wsen:MaxTime>"));
    }

    private static String pull(String context, String more) {
        return envelope(
                "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull",
                WMI + "T_Machine",
                "",
                "<wsen:Pull><wsen:EnumerationContext>" + context + "</wsen:EnumerationContext>" + more
                        + "</wsen:Pull>");
    }

    @Test
    void givesAContextOnlyToWhoeverItWasMadeFor() {
        String context = ToyDoor.context(door.send(ToyDoor.recorded("enumerate-wsl")));
        Visitor other = new Visitor(new Caller("ben", "wsman", "192.0.2.8"), true);
        assertTrue(door.send(pull(context, ""), other).text().contains("wsen:InvalidEnumerationContext"));
        String release = pull(context, "").replace("Pull", "Release");
        assertTrue(door.send(release).text().contains("<s:Body></s:Body>"));
        assertTrue(door.send(release.replace(context, "uuid:5")).text().contains("wsen:InvalidEnumerationContext"));
    }

    @Test
    void makesTextOfAnEmbeddedInstanceThatIsSentAsElements() {
        String elements = "<p:System>T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\"</p:System>"
                + "<p:Settings xsi:type=\"p:T_Part_Type\"><p:InstanceID>a &amp; b</p:InstanceID><p:Slot>7</p:Slot></p:Settings>";
        assertTrue(door.send(invoke("Export", "", elements)).text().contains(">4096<"));
        assertEquals(
                "<INSTANCE CLASSNAME=\"T_Part\"><PROPERTY NAME=\"InstanceID\" TYPE=\"string\"><VALUE>a &amp; b</VALUE>"
                        + "</PROPERTY><PROPERTY NAME=\"Slot\" TYPE=\"string\"><VALUE>7</VALUE></PROPERTY></INSTANCE>",
                door.calls.getLast().text("Settings").orElseThrow());
        String cimXml =
                "<p:Settings><INSTANCE CLASSNAME=\"T_Part\"><PROPERTY NAME=\"Slot\" TYPE=\"uint32\"><VALUE>7</VALUE>"
                        + "</PROPERTY></INSTANCE></p:Settings>";
        assertTrue(door.send(invoke("Export", "", cimXml)).text().contains(">4096<"));
        assertEquals(
                "<INSTANCE CLASSNAME=\"T_Part\"><PROPERTY NAME=\"Slot\" TYPE=\"uint32\"><VALUE>7</VALUE></PROPERTY></INSTANCE>",
                door.calls.getLast().text("Settings").orElseThrow());
    }

    @Test
    void readsEnvelopesOfTwoBytesForEachCharacter() {
        String request = ToyDoor.recorded("get-wsl");
        assertFalse(
                door.send(request.getBytes(StandardCharsets.UTF_16LE), "UTF-16").isFault());
        assertFalse(door.send(("\uFEFF" + request).getBytes(StandardCharsets.UTF_16LE), "")
                .isFault());
        assertFalse(door.send(("\uFEFF" + request).getBytes(StandardCharsets.UTF_16BE), "")
                .isFault());
        assertFalse(door.send(("\uFEFF" + request).getBytes(StandardCharsets.UTF_8), "utf-8")
                .isFault());
        assertFalse(door.send(request.getBytes(StandardCharsets.UTF_16LE), "").isFault());
    }

    @Test
    void refusesCharactersThatItCannotRead() {
        String request = transfer("Get", WMI + "T_Machine", selector("Name", "Stra\u00dfe"));
        assertTrue(door.send(request.getBytes(StandardCharsets.ISO_8859_1), "ISO-8859-1")
                .text()
                .contains("Stra\u00dfe"));
        assertTrue(door.send(request).text().contains("Stra\u00dfe"));
        String declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + request;
        assertTrue(
                door.send(declared.getBytes(StandardCharsets.UTF_8), "").text().contains("Stra\u00dfe"));
        for (String charset : List.of("", "UTF-8", "klingon")) {
            Reply reply = door.send(request.getBytes(StandardCharsets.ISO_8859_1), charset);
            assertTrue(reply.text().contains("wsman:EncodingLimit"), reply.text());
            assertTrue(reply.text().contains("/faultDetail/CharacterSet<"), reply.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "T_Nothing, '', wsa:DestinationUnreachable, InvalidResourceURI, 2150858752",
        "T_Machine, Name=m00099, wsa:DestinationUnreachable, InvalidResourceURI, 2150858752",
        "T_Machine, Nam=m00001, wsman:InvalidSelectors, UnexpectedSelectors, 2150858843",
        "T_Machine, '', wsman:InvalidSelectors, InsufficientSelectors, 2150858842",
        "T_Machine, __cimnamespace=root/virtualization, wsman:InvalidSelectors, UnexpectedSelectors, 2150859067"
    })
    void refusesAGetThatLeadsNowhere(String className, String selectors, String subcode, String detail, String code) {
        String[] pair = selectors.split("=", 2);
        Reply reply = door.send(transfer("Get", WMI + className, pair.length < 2 ? "" : selector(pair[0], pair[1])));
        assertTrue(reply.isFault());
        assertTrue(reply.text().contains("<s:Subcode><s:Value>" + subcode + "<"), reply.text());
        assertTrue(reply.text().contains("/faultDetail/" + detail + "<"), reply.text());
        assertTrue(reply.text().contains(" Code=\"" + code + "\""), reply.text());
        assertTrue(reply.text().contains("<wsa:RelatesTo>uuid:1</wsa:RelatesTo>"), reply.text());
    }

    @Test
    void refusesEachThingInItsOwnWords() {
        assertFault("wsa:ActionNotSupported", invoke("Fly", "", ""));
        assertFault("wsa:ActionNotSupported", transfer("Steal", WMI + "T_Machine", ""));
        assertFault("wsman:InvalidParameter", invoke("Export", "", "<p:Depth>300</p:Depth>"));
        assertFault("wsman:InvalidParameter", invoke("Export", "", "<p:Deep>3</p:Deep>"));
        assertFault(
                "wsen:FilterDialectRequestedUnavailable",
                enumerate("T_Machine", "<wsman:Filter Dialect=\"urn:x\">x</wsman:Filter>"));
        assertFault(
                "wsen:CannotProcessFilter",
                enumerate(
                        "T_Machine",
                        "<wsman:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">select from</wsman:Filter>"));
        assertFault(
                "wsen:CannotProcessFilter",
                enumerate("T_Machine", "<wsman:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\"/>"));
        assertFault(
                "wsen:CannotProcessFilter",
                enumerate(
                        "*", "<wsman:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter\"/>"));
        String get = transfer("Get", WMI + "T_Machine", selector("Name", "m00001"));
        assertFault(
                "wsman:EncodingLimit",
                get.replace("</s:Header>", "<wsman:MaxEnvelopeSize>100</wsman:MaxEnvelopeSize></s:Header>"));
        assertFault("wsman:SchemaValidationError", "<s:Envelope");
        assertFault("wsman:SchemaValidationError", "<!DOCTYPE a [<!ENTITY b \"c\">]>" + get);
        assertFault("wsa:DestinationUnreachable", transfer("Get", "http://example.com/x", ""));
        assertFault("wsa:ActionNotSupported", transfer("Delete", WMI + "T_Machine", selector("Name", "m00001")));
        Visitor viewer = new Visitor(new Caller("vera", "wsman", ""), false);
        Reply denied = door.send(transfer("Put", WMI + "T_Machine", selector("Name", "m00001")), viewer);
        assertTrue(denied.text().contains("wsman:AccessDenied") && denied.text().contains("Code=\"5\""), denied.text());
        assertTrue(door.send(invoke("Export", "", ""), viewer).text().contains(">32769<"));
    }

    @Test
    void tellsAnotherVersionOfSoapAndAnotherActionFromWhatIsBroken() {
        String get = transfer("Get", WMI + "T_Machine", selector("Name", "m00001"));
        String old =
                get.replace("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/");
        assertTrue(door.send(old).text().contains("<s:Value>s:VersionMismatch</s:Value>"));
        assertFault("wsman:SchemaValidationError", "<Letter/>");
        String status = get.replace("/2004/09/transfer/Get", "/2004/09/enumeration/GetStatus");
        assertFault("wsa:ActionNotSupported", status);
        assertFault("wsa:ActionNotSupported", status.replaceAll("<wsman:ResourceURI>.*</wsman:ResourceURI>", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/wsman-anon/identify, '', true",
        "/wsman, unauthenticated, true",
        "/wsman/, Unauthenticated, true",
        "/wsman, authenticated, false",
        "/wsman, '', false"
    })
    void tellsWhoIsThereToAnybodyWhoAsksForNothingElse(String path, String header, boolean isAnonymous) {
        HttpRequest request = HttpRequest.POST(path);
        assertEquals(
                isAnonymous,
                WsmanDoor.isAnonymousIdentify(
                        header.isEmpty() ? request : request.addHeader(RawHeader.create("WSMANIDENTIFY", header))));
    }

    @ParameterizedTest
    @CsvSource({
        "__MI_CallbackRegistration, true",
        "wmi:__MI_OPERATIONOPTIONS_WRITEERRORMODE, true",
        "msftwinrm:UsePreciseArrays, false",
        "IncludeQualifiers, true",
        "Color, false"
    })
    void compliesWithTheOptionsOfWindowsAndRefusesThoseThatItDoesNotKnow(String name, boolean isKnown) {
        String get = transfer("Get", WMI + "T_Machine", selector("Name", "m00001"));
        String option = "<wsman:OptionSet><wsman:Option Name=\"" + name
                + "\" MustComply=\"true\">1</wsman:Option></wsman:OptionSet>";
        Reply reply = door.send(get.replace("</s:Header>", option + "</s:Header>"));
        assertEquals(!isKnown, reply.text().contains("<s:Value>wsman:InvalidOptions</s:Value>"), reply.text());
        assertEquals(isKnown, !reply.isFault(), reply.text());
    }

    @Test
    void takesLimitsThatNoNumberOfOursCanHold() {
        String most = "18446744073709551615";
        Reply reply = door.send(enumerate("T_Machine", "")
                .replace(">1000<", ">" + most + "<")
                .replace("</s:Header>", "<wsman:MaxEnvelopeSize>" + most + "</wsman:MaxEnvelopeSize></s:Header>"));
        assertEquals(40, ToyDoor.count(reply.text(), "</p:T_Machine>"), reply.text());
    }

    @Test
    void tellsWhenTheTimeOfAnOperationIsOver() {
        Reply late = door.send(invoke("Refresh", "<wsman:OperationTimeout>PT0.050S</wsman:OperationTimeout>", ""));
        assertTrue(late.text().contains("wsman:TimedOut"), late.text());
        assertTrue(late.text().contains("Code=\"2150858793\""), late.text());
        door.slow.countDown();
        assertFalse(door.send(invoke("Refresh", "<wsman:OperationTimeout>PT60.000S</wsman:OperationTimeout>", ""))
                .isFault());
    }

    @Test
    void readsATimeoutAsTheLibrariesOfJavaWriteIt() {
        String get = transfer("Get", WMI + "T_Machine", selector("Name", "m00001"));
        for (String minute : List.of("P0Y0M0DT0H1M0.000S", "P0DT0H1M0S", "PT1M")) {
            String timeout = "<wsman:OperationTimeout>" + minute + "</wsman:OperationTimeout></s:Header>";
            assertFalse(door.send(get.replace("</s:Header>", timeout)).isFault(), minute);
        }
        assertFault(
                "wsman:InvalidParameter",
                get.replace("</s:Header>", "<wsman:OperationTimeout>1 minute</wsman:OperationTimeout></s:Header>"));
    }

    private void assertFault(String subcode, String request) {
        Reply reply = door.send(request);
        assertTrue(reply.isFault(), reply.text());
        assertTrue(reply.text().contains("<s:Subcode><s:Value>" + subcode + "<"), reply.text());
        assertTrue(reply.text().contains("<s:Text xml:lang=\"en-US\">"), reply.text());
    }
}
