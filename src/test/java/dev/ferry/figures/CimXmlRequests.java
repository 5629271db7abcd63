package dev.ferry.figures;

import dev.ferry.cim.xml.XmlText;
import java.io.IOException;

/** CIM-XML as its clients write it. */
record CimXmlRequests(Wire.Target target) implements Door {
    private static final String PLACE =
            "<LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"virtualization\"/>"
                    + "<NAMESPACE NAME=\"v2\"/></LOCALNAMESPACEPATH>";
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";

    @Override
    public String name() {
        return "CIM-XML";
    }

    private static String message(String call) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\">"
                + "<MESSAGE ID=\"7\" PROTOCOLVERSION=\"1.0\"><SIMPLEREQ>" + call + "</SIMPLEREQ></MESSAGE></CIM>";
    }

    private static String intrinsic(String name, String parameters) {
        return message("<IMETHODCALL NAME=\"" + name + "\">" + PLACE + parameters + "</IMETHODCALL>");
    }

    private static String parameter(String name, String content) {
        return "<IPARAMVALUE NAME=\"" + name + "\">" + content + "</IPARAMVALUE>";
    }

    private static String text(String name, Object value) {
        return parameter(name, "<VALUE>" + XmlText.inElement(String.valueOf(value)) + "</VALUE>");
    }

    private static String key(String name, String value) {
        return "<KEYBINDING NAME=\"" + name + "\"><KEYVALUE VALUETYPE=\"string\">" + value + "</KEYVALUE></KEYBINDING>";
    }

    private static String instance(String className, String keys) {
        return "<INSTANCENAME CLASSNAME=\"" + className + "\">" + keys + "</INSTANCENAME>";
    }

    @Override
    public int get(Wire wire, String id) throws IOException {
        String path =
                instance("Msvm_ComputerSystem", key("CreationClassName", "Msvm_ComputerSystem") + key("Name", id));
        return Counting.of(
                wire.ask(intrinsic("GetInstance", parameter("InstanceName", path) + text("LocalOnly", "false"))),
                "<INSTANCE ");
    }

    @Override
    public int enumerate(Wire wire, int page) throws IOException {
        return pages(
                wire,
                intrinsic(
                        "OpenEnumerateInstances",
                        parameter("ClassName", "<CLASSNAME NAME=\"Msvm_ComputerSystem\"/>")
                                + text("MaxObjectCount", page)),
                page);
    }

    @Override
    public int query(Wire wire, String wql) throws IOException {
        return pages(
                wire,
                intrinsic(
                        "OpenQueryInstances",
                        text("FilterQueryLanguage", "WQL") + text("FilterQuery", wql) + text("MaxObjectCount", 100)),
                100);
    }

    private static int pages(Wire wire, String opening, int page) throws IOException {
        byte[] answer = wire.ask(opening);
        int found = found(answer);
        for (String context = context(answer); !context.isEmpty(); context = context(answer)) {
            answer = wire.ask(intrinsic(
                    "PullInstancesWithPath", text("EnumerationContext", context) + text("MaxObjectCount", page)));
            found += found(answer);
        }
        return found;
    }

    private static int found(byte[] answer) throws IOException {
        if (Counting.of(answer, "<ERROR") > 0) {
            throw new IOException(Counting.between(answer, "<ERROR", ">"));
        }
        return Counting.of(answer, "<INSTANCE ");
    }

    private static String context(byte[] answer) {
        return Counting.between(answer, "<PARAMVALUE NAME=\"EnumerationContext\" PARAMTYPE=\"string\"><VALUE>", "<");
    }

    @Override
    public int invoke(Wire wire, String id) throws IOException {
        String settings =
                "<VALUE.REFERENCE>" + instance("Msvm_VirtualSystemSettingData", key("InstanceID", "Microsoft:" + id))
                        + "</VALUE.REFERENCE>";
        byte[] answer = wire.ask(
                message(
                        "<METHODCALL NAME=\"GetSummaryInformation\"><LOCALINSTANCEPATH>" + PLACE
                                + instance(SERVICE, key("CreationClassName", SERVICE)) + "</LOCALINSTANCEPATH>"
                                + "<PARAMVALUE NAME=\"SettingData\" PARAMTYPE=\"reference\"><VALUE.REFARRAY>" + settings
                                + "</VALUE.REFARRAY></PARAMVALUE><PARAMVALUE NAME=\"RequestedInformation\" PARAMTYPE=\"uint32\">"
                                + "<VALUE.ARRAY><VALUE>0</VALUE><VALUE>1</VALUE><VALUE>100</VALUE></VALUE.ARRAY></PARAMVALUE></METHODCALL>"));
        return Counting.of(answer, id) > 0 ? 1 : 0;
    }
}
