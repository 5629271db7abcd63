package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.CimStatus;
import dev.ferry.cim.xml.XmlText;

/** Writes a fault for everybody: standard clients read the subcode, Windows' the number, and people the reason. */
final class FaultWriter {
    private FaultWriter() {}

    /** {@code machine} is the name of this node. */
    static String body(Fault fault, String machine) {
        String reason = XmlText.inElement(fault.reason());
        StringBuilder out = new StringBuilder("<s:Fault><s:Code><s:Value>" + fault.code() + "</s:Value>");
        if (!fault.subcode().isEmpty()) {
            out.append("<s:Subcode><s:Value>").append(fault.subcode()).append("</s:Value></s:Subcode>");
        }
        out.append("</s:Code><s:Reason><s:Text xml:lang=\"en-US\">")
                .append(reason)
                .append("</s:Text></s:Reason><s:Detail>");
        if (!fault.detail().isEmpty()) {
            out.append("<wsman:FaultDetail>")
                    .append(Uris.FAULT_DETAIL)
                    .append(fault.detail())
                    .append("</wsman:FaultDetail>");
        }
        String where = " Machine=\"" + XmlText.inAttribute(machine) + "\">";
        out.append("<f:WSManFault xmlns:f=\"")
                .append(Uris.WINDOWS_FAULT)
                .append("\" Code=\"")
                .append(fault.windowsCode())
                .append('"')
                .append(where)
                .append("<f:Message>");
        if (fault.status().isPresent()) {
            provider(out, fault.status().get(), reason, where);
        } else {
            out.append(reason);
        }
        return out.append("</f:Message></f:WSManFault></s:Detail></s:Fault>").toString();
    }

    private static void provider(StringBuilder out, CimStatus status, String reason, String where) {
        out.append("<f:ProviderFault provider=\"ferry\"><f:WSManFault Code=\"")
                .append(Fault.wmi(status))
                .append('"')
                .append(where)
                .append("<f:Message>")
                .append(reason)
                .append("</f:Message></f:WSManFault><f:ExtendedError><p:CIM_Error xmlns:p=\"")
                .append(Uris.CIM_ERROR)
                .append("\" xsi:type=\"p:CIM_Error_Type\"><p:CIMStatusCode>")
                .append(status.number())
                .append("</p:CIMStatusCode><p:ErrorType>0</p:ErrorType><p:Message>")
                .append(reason)
                .append("</p:Message><p:MessageID>FERRY")
                .append(status.number())
                .append(
                        "</p:MessageID><p:OwningEntity>Ferry</p:OwningEntity></p:CIM_Error></f:ExtendedError></f:ProviderFault>");
    }

    /** The action of a fault is a matter of who gave its subcode a name. */
    static String action(Fault fault) {
        String prefix = fault.subcode().replaceFirst(":.*", "");
        return switch (prefix) {
            case "wsen" -> Uris.ENUMERATION + "/fault";
            case "wxf" -> Uris.TRANSFER + "/fault";
            case "wse" -> Uris.EVENTING + "/fault";
            case "wsa", "" -> Uris.ADDRESSING + "/fault";
            default -> "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault";
        };
    }
}
