package dev.ferry.endpoint;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The samples in WS-Management; a path is a ResourceURI with its SelectorSet. */
record WsmanSampleClient(HttpClient http, URI door, String authorization) implements SampleClient {
    private static final String ACTIONS = "http://schemas.xmlsoap.org/ws/2004/09/";
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/";
    private static final String CLASSES = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*";
    private static final Pattern PATH = Pattern.compile("(<wsman:ResourceURI>.*?</wsman:SelectorSet>)");
    private static final Pattern URI_OF = Pattern.compile("<wsman:ResourceURI>(.*?)</wsman:ResourceURI>");
    private static final Pattern VALUE = Pattern.compile("<p:(\\w+)>([^<]*)</p:\\1>");

    @Override
    public Seen first(String query) throws Exception {
        String answer = send(
                ACTIONS + "enumeration/Enumerate",
                "<wsman:ResourceURI>" + WMI + "*</wsman:ResourceURI>",
                "<wsen:Enumerate><wsman:OptimizeEnumeration/><wsman:EnumerationMode>EnumerateObjectAndEPR"
                        + "</wsman:EnumerationMode><wsman:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">"
                        + query + "</wsman:Filter></wsen:Enumerate>");
        return seen(SampleClient.part(PATH, answer), answer);
    }

    @Override
    public List<String> inParameters(String className, String method) throws Exception {
        String path = "<wsman:ResourceURI>" + CLASSES + "</wsman:ResourceURI><wsman:SelectorSet>"
                + "<wsman:Selector Name=\"__cimnamespace\">root/virtualization</wsman:Selector>"
                + "<wsman:Selector Name=\"ClassName\">" + className + "</wsman:Selector></wsman:SelectorSet>";
        return SampleClient.declaredIn(send(ACTIONS + "transfer/Get", path, ""), method);
    }

    @Override
    public Seen execute(String path, String method, Map<String, String> inParameters) throws Exception {
        String uri = SampleClient.part(URI_OF, path);
        StringBuilder parameters = new StringBuilder();
        inParameters.forEach((name, text) -> parameters
                .append("<p:")
                .append(name)
                .append('>')
                .append(text)
                .append("</p:")
                .append(name)
                .append('>'));
        String answer = send(
                uri + "/" + method,
                path,
                "<p:" + method + "_INPUT xmlns:p=\"" + uri + "\">" + parameters + "</p:" + method + "_INPUT>");
        return seen(SampleClient.part(PATH, answer), answer);
    }

    @Override
    public Seen get(String path) throws Exception {
        return seen(path, send(ACTIONS + "transfer/Get", path, ""));
    }

    private static Seen seen(String path, String instance) {
        Map<String, String> values = new HashMap<>();
        VALUE.matcher(instance).results().forEach(found -> values.put(found.group(1), found.group(2)));
        return new Seen(path, values);
    }

    private String send(String action, String path, String body) throws Exception {
        String envelope = """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                 xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                 xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
                 xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><s:Header>
                <wsa:Action s:mustUnderstand="true">%s</wsa:Action><wsa:MessageID>uuid:1</wsa:MessageID>%s</s:Header>
                <s:Body>%s</s:Body></s:Envelope>""".formatted(action, path, body);
        HttpRequest request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/soap+xml;charset=UTF-8")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
