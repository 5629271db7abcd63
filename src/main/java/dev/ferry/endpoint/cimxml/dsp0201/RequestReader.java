package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable.Rule;

/** Reads one message. Its text is not trusted with anything: see {@link XmlReader}. */
public final class RequestReader {
    /** An instance is at most a megabyte, and lies in few elements. */
    private static final XmlLimits LIMITS = new XmlLimits(1 << 20, 48, 20_000, 16, 4096);

    private RequestReader() {}

    public static Request read(String text) throws Unreadable {
        XmlElement cim = root(text);
        require(cim.is("CIM"), Rule.NOT_VALID, "the document must be CIM, and not " + cim.name());
        version(cim, "CIMVERSION", Rule.CIM_VERSION);
        version(cim, "DTDVERSION", Rule.DTD_VERSION);
        XmlElement message = child(cim, "MESSAGE");
        String id = attribute(message, "ID");
        version(message, "PROTOCOLVERSION", Rule.PROTOCOL_VERSION);
        require(message.child("MULTIREQ").isEmpty(), Rule.SEVERAL, "one request at a time is served");
        boolean isExport = message.child("SIMPLEEXPREQ").isPresent()
                || message.child("MULTIEXPREQ").isPresent();
        require(!isExport, Rule.OPERATION, "indications are not taken here");
        XmlElement request = child(message, "SIMPLEREQ");
        for (XmlElement call : request.children()) {
            if (call.is("IMETHODCALL")) {
                return intrinsic(id, call);
            }
            if (call.is("METHODCALL")) {
                return new Request.Extrinsic(id, attribute(call, "NAME"), call);
            }
        }
        throw new Unreadable(Rule.NOT_VALID, "SIMPLEREQ lacks IMETHODCALL and METHODCALL");
    }

    private static XmlElement root(String text) throws Unreadable {
        try {
            XmlElement root = XmlReader.read(text.strip(), LIMITS);
            require(root != null, Rule.NOT_WELL_FORMED, "there is no document");
            return root;
        } catch (CimFailure e) {
            Rule rule = e.status() == CimStatus.SERVER_LIMITS_EXCEEDED ? Rule.NOT_VALID : Rule.NOT_WELL_FORMED;
            throw new Unreadable(rule, e.getMessage(), e);
        }
    }

    private static Request intrinsic(String id, XmlElement call) throws Unreadable {
        try {
            return new Request.Intrinsic(
                    id,
                    attribute(call, "NAME"),
                    PathXml.namespace(call),
                    new Arguments(call.children("IPARAMVALUE").toList()));
        } catch (CimFailure e) {
            throw new Unreadable(Rule.NOT_VALID, e.getMessage(), e);
        }
    }

    private static void version(XmlElement element, String name, Rule rule) throws Unreadable {
        String version = attribute(element, name);
        String wanted = rule == Rule.PROTOCOL_VERSION ? "1." : "2.";
        require(version.startsWith(wanted), rule, name + " must be " + wanted + "x");
    }

    private static XmlElement child(XmlElement element, String name) throws Unreadable {
        return element.child(name).orElseThrow(() -> lacks(element, name));
    }

    private static String attribute(XmlElement element, String name) throws Unreadable {
        return element.attribute(name).orElseThrow(() -> lacks(element, name));
    }

    private static Unreadable lacks(XmlElement element, String name) {
        return new Unreadable(Rule.NOT_VALID, element.name() + " lacks " + name);
    }

    private static void require(boolean holds, Rule rule, String sentence) throws Unreadable {
        if (!holds) {
            throw new Unreadable(rule, sentence);
        }
    }
}
