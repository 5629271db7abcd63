package dev.ferry.figures;

import dev.ferry.cim.xml.XmlText;
import java.io.IOException;

/** WS-Management as its clients write it. */
record WsmanRequests(Wire.Target target) implements Door {
    private static final String V2 = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/";
    private static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/";
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

    @Override
    public String name() {
        return "WS-Management";
    }

    private static String envelope(String resource, String action, String selectors, String body) {
        return """
                <?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" \
                xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><s:Header>\
                <a:To>http://127.0.0.1/wsman</a:To><a:ReplyTo><a:Address s:mustUnderstand="true">\
                http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>\
                <w:MaxEnvelopeSize s:mustUnderstand="true">2097152</w:MaxEnvelopeSize>\
                <a:MessageID>uuid:8697a777-612c-4140-b317-378319681afe</a:MessageID>\
                <w:OperationTimeout>PT60S</w:OperationTimeout>\
                <w:ResourceURI s:mustUnderstand="true">%s</w:ResourceURI>\
                <a:Action s:mustUnderstand="true">%s</a:Action>%s</s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(resource, action, selectors, body);
    }

    private static String selector(String name, String value) {
        return "<w:Selector Name=\"" + name + "\">" + value + "</w:Selector>";
    }

    @Override
    public int get(Wire wire, String id) throws IOException {
        String selectors = "<w:SelectorSet>" + selector("CreationClassName", "Msvm_ComputerSystem")
                + selector("Name", id) + "</w:SelectorSet>";
        byte[] answer = wire.ask(envelope(
                V2 + "Msvm_ComputerSystem", "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get", selectors, ""));
        return Counting.of(answer, "<p:Msvm_ComputerSystem ");
    }

    @Override
    public int enumerate(Wire wire, int page) throws IOException {
        return pages(wire, V2 + "Msvm_ComputerSystem", "", page);
    }

    @Override
    public int query(Wire wire, String wql) throws IOException {
        String filter = "<w:Filter Dialect=\"" + WQL + "\">" + XmlText.inElement(wql) + "</w:Filter>";
        return pages(wire, V2 + "*", filter, 100);
    }

    private static int pages(Wire wire, String resource, String filter, int page) throws IOException {
        String size = "<w:MaxElements>" + page + "</w:MaxElements>";
        byte[] answer = wire.ask(envelope(
                resource,
                ENUMERATION + "Enumerate",
                "",
                "<n:Enumerate><w:OptimizeEnumeration/>" + size + filter + "</n:Enumerate>"));
        int found = items(answer);
        for (String context = context(answer); !context.isEmpty(); context = context(answer)) {
            answer = wire.ask(envelope(
                    resource,
                    ENUMERATION + "Pull",
                    "",
                    "<n:Pull><n:EnumerationContext>" + context + "</n:EnumerationContext>" + size + "</n:Pull>"));
            found += items(answer);
        }
        return found;
    }

    private static int items(byte[] answer) {
        return Counting.of(answer, "_Type\">");
    }

    private static String context(byte[] answer) {
        return Counting.between(answer, "<wsen:EnumerationContext>", "<");
    }

    @Override
    public int invoke(Wire wire, String id) throws IOException {
        String settings = "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address>"
                + "<a:ReferenceParameters><w:ResourceURI>" + V2 + "Msvm_VirtualSystemSettingData</w:ResourceURI>"
                + "<w:SelectorSet>" + selector("InstanceID", "Microsoft:" + id)
                + "</w:SelectorSet></a:ReferenceParameters>";
        byte[] answer = wire.ask(envelope(
                V2 + SERVICE,
                V2 + SERVICE + "/GetSummaryInformation",
                "<w:SelectorSet>" + selector("CreationClassName", SERVICE) + "</w:SelectorSet>",
                "<p:GetSummaryInformation_INPUT xmlns:p=\"" + V2 + SERVICE + "\"><p:SettingData>" + settings
                        + "</p:SettingData><p:RequestedInformation>0</p:RequestedInformation>"
                        + "<p:RequestedInformation>1</p:RequestedInformation>"
                        + "<p:RequestedInformation>100</p:RequestedInformation></p:GetSummaryInformation_INPUT>"));
        return Counting.of(answer, id) > 0 ? 1 : 0;
    }
}
