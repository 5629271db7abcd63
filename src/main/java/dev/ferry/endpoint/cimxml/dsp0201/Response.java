package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.CimStatus;
import dev.ferry.cim.xml.XmlText;

/** Writes one message that answers a request. */
public final class Response {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n";

    private Response() {}

    public static String of(Request request, Answer answer) {
        return framed(request, answer.returned(), answer.parameters());
    }

    /** What went wrong. A CIM_Error may stand in it by the standard, and is left out: wbemcli would not read the rest. */
    public static String failed(Request request, CimStatus status, String description) {
        return framed(
                request,
                "<ERROR CODE=\"" + status.number() + "\" DESCRIPTION=\"" + XmlText.inAttribute(description) + "\"/>",
                "");
    }

    /** Put together once: an answer may have many megabytes. */
    private static String framed(Request request, String content, String more) {
        String element =
                switch (request) {
                    case Request.Intrinsic _ -> "IMETHODRESPONSE";
                    case Request.Extrinsic _ -> "METHODRESPONSE";
                };
        return DECLARATION + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\""
                + XmlText.inAttribute(request.id()) + "\" PROTOCOLVERSION=\"1.0\"><SIMPLERSP><" + element + " NAME=\""
                + XmlText.inAttribute(request.name()) + "\">" + content + more + "</" + element
                + "></SIMPLERSP></MESSAGE></CIM>";
    }
}
