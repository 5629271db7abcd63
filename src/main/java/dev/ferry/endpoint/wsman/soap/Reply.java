package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.xml.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * An answer. Its prefixes are always the same, all declared at its top and none the default: some clients search its lines for them, and
 * copy what they find into their next request.
 */
public record Reply(boolean isFault, String text) {
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xml:lang=\"en-US\" xmlns:s=\""
                    + Uris.SOAP + "\" xmlns:wsa=\"" + Uris.ADDRESSING + "\" xmlns:wsen=\"" + Uris.ENUMERATION
                    + "\" xmlns:wsman=\"" + Uris.WSMAN + "\" xmlns:wxf=\"" + Uris.TRANSFER + "\" xmlns:wse=\""
                    + Uris.EVENTING
                    + "\" xmlns:cim=\"" + Uris.COMMON + "\" xmlns:xsi=\"" + Uris.SCHEMA_INSTANCE
                    + "\"><s:Header><wsa:Action>";

    /** {@code relatesTo} is the id of the request, "" when it had none; {@code body} is XML. */
    public static Reply of(String action, UUID id, String relatesTo, String body) {
        return new Reply(false, envelope(action, id, relatesTo, body));
    }

    public static Reply fault(Fault fault, UUID id, String relatesTo, String machine) {
        return new Reply(true, envelope(FaultWriter.action(fault), id, relatesTo, FaultWriter.body(fault, machine)));
    }

    /** To whom asks who is there; the version is "" for those who did not say who they are. */
    public static Reply identity(String version) {
        return new Reply(
                false,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"" + Uris.SOAP + "\" xmlns:wsmid=\""
                        + Uris.IDENTITY + "\"><s:Header/><s:Body><wsmid:IdentifyResponse><wsmid:ProtocolVersion>"
                        + Uris.WSMAN + "</wsmid:ProtocolVersion><wsmid:ProductVendor>Ferry</wsmid:ProductVendor>"
                        + "<wsmid:ProductVersion>" + XmlText.inElement(version) + "</wsmid:ProductVersion>"
                        + "<wsmid:SecurityProfiles><wsmid:SecurityProfileName>"
                        + "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/basic"
                        + "</wsmid:SecurityProfileName><wsmid:SecurityProfileName>"
                        + "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/basic"
                        + "</wsmid:SecurityProfileName></wsmid:SecurityProfiles></wsmid:IdentifyResponse></s:Body></s:Envelope>");
    }

    private static String envelope(String action, UUID id, String relatesTo, String body) {
        return HEAD + XmlText.inElement(action) + "</wsa:Action><wsa:MessageID>uuid:"
                + id.toString().toUpperCase(Locale.ROOT) + "</wsa:MessageID><wsa:To>" + Uris.ANONYMOUS + "</wsa:To>"
                + (relatesTo.isEmpty() ? "" : "<wsa:RelatesTo>" + XmlText.inElement(relatesTo) + "</wsa:RelatesTo>")
                + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
