package dev.ferry.endpoint;

import dev.ferry.endpoint.cimxml.CimXmlNode;
import dev.ferry.endpoint.cimxml.Requests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The samples in CIM-XML; a path is an INSTANCENAME. */
record CimXmlSampleClient(CimXmlNode node) implements SampleClient {
    private static final Pattern PATH = Pattern.compile("(<INSTANCENAME .*?</INSTANCENAME>)");
    private static final Pattern VALUE =
            Pattern.compile("<PROPERTY NAME=\"([^\"]+)\"[^>]*><VALUE>([^<]*)</VALUE></PROPERTY>");
    private static final Pattern RETURNED = Pattern.compile("<RETURNVALUE[^>]*><VALUE>([^<]*)</VALUE>");
    private static final Pattern JOB = Pattern.compile("<PARAMVALUE NAME=\"Job\".*?(<INSTANCENAME .*?</INSTANCENAME>)");

    @Override
    public Seen first(String query) throws Exception {
        String answer = node.ask(Requests.intrinsic(
                "ExecQuery", Requests.V1, Requests.value("QueryLanguage", "WQL"), Requests.value("Query", query)));
        return seen(SampleClient.part(PATH, answer), answer.split("</VALUE.OBJECTWITHPATH>", 2)[0]);
    }

    @Override
    public List<String> inParameters(String className, String method) throws Exception {
        return SampleClient.declaredIn(
                node.ask(Requests.intrinsic(
                        "GetClass",
                        Requests.V1,
                        Requests.ofClass("ClassName", className),
                        Requests.value("LocalOnly", "false"))),
                method);
    }

    @Override
    public Seen execute(String path, String method, Map<String, String> inParameters) throws Exception {
        StringBuilder parameters = new StringBuilder();
        inParameters.forEach((name, text) -> parameters
                .append("<PARAMVALUE NAME=\"")
                .append(name)
                .append("\" PARAMTYPE=\"string\"><VALUE>")
                .append(text)
                .append("</VALUE></PARAMVALUE>"));
        String answer = node.ask(Requests.message("<METHODCALL NAME=\"" + method + "\"><LOCALINSTANCEPATH>"
                + Requests.place(Requests.V1) + path + "</LOCALINSTANCEPATH>" + parameters + "</METHODCALL>"));
        return returned(answer);
    }

    static Seen returned(String answer) {
        return new Seen(SampleClient.part(JOB, answer), Map.of("ReturnValue", SampleClient.part(RETURNED, answer)));
    }

    @Override
    public Seen get(String path) throws Exception {
        return seen(
                path,
                node.ask(Requests.intrinsic(
                        "GetInstance", Requests.V1, "<IPARAMVALUE NAME=\"InstanceName\">" + path + "</IPARAMVALUE>")));
    }

    private static Seen seen(String path, String instance) {
        Map<String, String> values = new HashMap<>();
        VALUE.matcher(instance).results().forEach(found -> values.put(found.group(1), found.group(2)));
        return new Seen(path, values);
    }
}
