package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlText;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Requests as a client writes them. */
public final class Requests {
    public static final String V1 = "root/virtualization";
    public static final String V2 = "root/virtualization/v2";
    public static final String INTEROP = "root/interop";

    private Requests() {}

    /** Parameters are made by the methods below. */
    public static String intrinsic(String name, String namespace, String... parameters) {
        return message("<IMETHODCALL NAME=\"" + name + "\">" + place(namespace) + String.join("", parameters)
                + "</IMETHODCALL>");
    }

    static String method(String name, ObjectPath target, String... parameters) {
        return message("<METHODCALL NAME=\"" + name + "\">" + PathXml.write(target.on("")) + String.join("", parameters)
                + "</METHODCALL>");
    }

    public static String message(String call) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\">"
                + "<MESSAGE ID=\"7\" PROTOCOLVERSION=\"1.0\"><SIMPLEREQ>" + call + "</SIMPLEREQ></MESSAGE></CIM>";
    }

    public static String place(String namespace) {
        return Arrays.stream(namespace.split("/", -1))
                .map(part -> "<NAMESPACE NAME=\"" + part + "\"/>")
                .collect(Collectors.joining("", "<LOCALNAMESPACEPATH>", "</LOCALNAMESPACEPATH>"));
    }

    public static String value(String name, Object text) {
        return parameter(name, "<VALUE>" + XmlText.inElement(String.valueOf(text)) + "</VALUE>");
    }

    public static String ofClass(String name, String className) {
        return parameter(name, "<CLASSNAME NAME=\"" + className + "\"/>");
    }

    static String named(String name, ObjectPath path) {
        return parameter(name, PathXml.write(path.on("").in("")));
    }

    static String list(String name, String... texts) {
        return parameter(
                name,
                Arrays.stream(texts)
                        .map(text -> "<VALUE>" + text + "</VALUE>")
                        .collect(Collectors.joining("", "<VALUE.ARRAY>", "</VALUE.ARRAY>")));
    }

    private static String parameter(String name, String content) {
        return "<IPARAMVALUE NAME=\"" + name + "\">" + content + "</IPARAMVALUE>";
    }
}
