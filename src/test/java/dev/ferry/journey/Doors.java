package dev.ferry.journey;

import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.cimxml.Requests;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The cluster's namespace as a client of WS-Management and one of CIM-XML see it; all that they keep is a list of nodes. */
record Doors(RestClient client) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAMESPACE = Namespace.CLUSTER.path();
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/" + NAMESPACE + "/";
    private static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
    private static final Pattern NAME = Pattern.compile("<p:ElementName>([^<]+)<");
    private static final Pattern NAME_PROPERTY = Pattern.compile("\"ElementName\"[^>]*><VALUE>([^<]+)<");

    /** What has come of an enumeration as yet; an empty context when that is all. */
    record Page(String context, List<String> names) {}

    Page enumerate(ClusterNode node) throws IOException {
        return wsmanPage(wsman(node, ENUMERATION + "/Enumerate", "Msvm_ComputerSystem", "", "<n:Enumerate/>"));
    }

    Page pull(ClusterNode node, Page before) throws IOException {
        return wsmanPage(wsman(
                node,
                ENUMERATION + "/Pull",
                "Msvm_ComputerSystem",
                "",
                "<n:Pull><n:EnumerationContext>" + before.context()
                        + "</n:EnumerationContext><n:MaxElements>1</n:MaxElements></n:Pull>"));
    }

    private static Page wsmanPage(String answer) {
        String context = answer.contains("EndOfSequence")
                ? ""
                : found(Pattern.compile("<wsen:EnumerationContext>([^<]+)<"), answer)
                        .getFirst();
        return new Page(context, found(NAME, answer));
    }

    Page open(ClusterNode node) throws IOException {
        return cimXmlPage(cimXml(
                node,
                Requests.intrinsic(
                        "OpenEnumerateInstances",
                        NAMESPACE,
                        Requests.ofClass("ClassName", "Msvm_ComputerSystem"),
                        Requests.value("MaxObjectCount", 1))));
    }

    Page pullMore(ClusterNode node, Page before) throws IOException {
        return cimXmlPage(cimXml(
                node,
                Requests.intrinsic(
                        "PullInstancesWithPath",
                        NAMESPACE,
                        Requests.value("EnumerationContext", before.context()),
                        Requests.value("MaxObjectCount", 1))));
    }

    private static Page cimXmlPage(String answer) {
        boolean isEnd = !found(Pattern.compile("\"EndOfSequence\"[^>]*><VALUE>(TRUE)<"), answer)
                .isEmpty();
        String context = isEnd
                ? ""
                : found(Pattern.compile("\"EnumerationContext\"[^>]*><VALUE>([^<]+)<"), answer)
                        .getFirst();
        return new Page(context, found(NAME_PROPERTY, answer));
    }

    /** The key of the job that began. */
    String export(ClusterNode node, String system, String directory) throws IOException {
        String uri = WMI + "Msvm_VirtualSystemManagementService";
        String answer = wsman(
                node,
                uri + "/ExportSystemDefinition",
                "Msvm_VirtualSystemManagementService",
                "",
                "<p:ExportSystemDefinition_INPUT xmlns:p=\"" + uri + "\"><p:ComputerSystem><a:ReferenceParameters>"
                        + "<w:ResourceURI>" + WMI + "Msvm_ComputerSystem</w:ResourceURI><w:SelectorSet>"
                        + "<w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector>"
                        + "<w:Selector Name=\"Name\">" + system + "</w:Selector></w:SelectorSet>"
                        + "</a:ReferenceParameters></p:ComputerSystem><p:ExportDirectory>" + directory
                        + "</p:ExportDirectory></p:ExportSystemDefinition_INPUT>");
        return found(Pattern.compile("Name=\"InstanceID\">([^<]+)<"), answer).stream()
                .findFirst()
                .orElseThrow(() -> new IOException(answer));
    }

    int stateByWsman(ClusterNode node, String job) throws IOException {
        String answer = wsman(
                node,
                "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get",
                "Msvm_ConcreteJob",
                "<w:SelectorSet><w:Selector Name=\"InstanceID\">" + job + "</w:Selector></w:SelectorSet>",
                "");
        return number(Pattern.compile("<p:JobState>(\\d+)<"), answer);
    }

    int stateByCimXml(ClusterNode node, String job) throws IOException {
        ObjectPath path = ObjectPath.of("Msvm_ConcreteJob", "InstanceID", job);
        String answer =
                cimXml(node, Requests.intrinsic("GetInstance", NAMESPACE, Requests.named("InstanceName", path)));
        return number(Pattern.compile("\"JobState\"[^>]*><VALUE>(\\d+)<"), answer);
    }

    private static int number(Pattern pattern, String answer) throws IOException {
        return found(pattern, answer).stream()
                .map(Integer::valueOf)
                .findFirst()
                .orElseThrow(() -> new IOException(answer));
    }

    private String wsman(ClusterNode node, String action, String className, String selectors, String body)
            throws IOException {
        return client.ask(
                node.doors().wsman() + "/wsman",
                "application/soap+xml;charset=UTF-8",
                """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                 xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:n="%s"
                 xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header><a:Action>%s</a:Action>
                <w:ResourceURI>%s</w:ResourceURI>%s</s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(ENUMERATION, action, WMI + className, selectors, body),
                LIMIT);
    }

    private String cimXml(ClusterNode node, String request) throws IOException {
        return client.ask(node.doors().cimxml() + "/cimom", "application/xml; charset=\"utf-8\"", request, LIMIT);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
