package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.IsoTime;
import dev.ferry.cim.xml.XmlAttribute;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;
import dev.ferry.endpoint.Characters;
import java.io.CharConversionException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads envelopes as clients write them: any prefixes, any order, white space anywhere. */
public final class RequestReader {
    /** As much as the listener takes; no client lies deeper than an embedded instance in a parameter. */
    private static final XmlLimits LIMITS = new XmlLimits(1024 * 1024, 48, 20_000, 32, 8_192);

    /** What a client is taken to be able to read when it does not say; Windows' own is the same. */
    private static final int ENVELOPE_BYTES_USUAL = 512_000;

    /** An answer is put together in memory. */
    private static final int ENVELOPE_BYTES_MAX = 2 * 1024 * 1024;

    /** Whoever wants less than this cannot even be told a fault. */
    private static final int ENVELOPE_BYTES_MIN = 8_192;

    /** Those of Windows' own clients, which say how they work, and those that say how much of a class is told. */
    private static final Pattern OPTIONS = Pattern.compile(
            "(?i)(\\w+:)?__MI_\\w+|Include(InheritanceHierarchy|InheritedElements|Qualifiers|ClassOrigin)");

    private static final Set<String> KNOWN = Set.of(
            "action",
            "to",
            "from",
            "replyto",
            "faultto",
            "messageid",
            "relatesto",
            "resourceuri",
            "selectorset",
            "optionset",
            "maxenvelopesize",
            "operationtimeout",
            "locale",
            "datalocale",
            "requesttotalitemscountestimate",
            "sessionid",
            "operationid",
            "sequenceid",
            "compressiontype",
            "activityid");

    private static final Pattern BYTES = Pattern.compile("\\d{1,40}");

    private RequestReader() {}

    /** The text of a body; {@code charset} is what the transport says of it, "" for nothing. */
    public static String text(byte[] body, String charset) throws Fault.Thrown {
        String text;
        try {
            text = Characters.read(body, charset);
        } catch (CharConversionException e) {
            throw Fault.unknownCharacters(e.getMessage()).thrown();
        }
        // The text is characters by now: what its first line says of bytes is not to be held against it.
        return text.startsWith("<?xml") && text.contains("?>")
                ? text.substring(text.indexOf("?>") + 2).strip()
                : text.strip();
    }

    public static XmlElement envelope(String text) throws Fault.Thrown {
        try {
            XmlElement envelope = XmlReader.read(text, LIMITS);
            if (!envelope.is("Envelope")) {
                throw Fault.unreadable("the body is not an envelope of SOAP").thrown();
            }
            if (!envelope.namespace().equals(Uris.SOAP)) {
                throw Fault.otherVersion().thrown();
            }
            return envelope;
        } catch (CimFailure e) {
            boolean isLimit = e.status() == CimStatus.SERVER_LIMITS_EXCEEDED;
            throw (isLimit ? Fault.tooLarge("ServiceEnvelopeLimit", e.getMessage()) : Fault.unreadable(e.getMessage()))
                    .thrown();
        }
    }

    /** Whether it asks who is there, which needs no headers. */
    public static boolean isIdentify(XmlElement envelope) {
        return body(envelope)
                .filter(asked -> asked.is("Identify") && asked.namespace().equals(Uris.IDENTITY))
                .isPresent();
    }

    /** The id of a request, to be given back whatever else is wrong with it; "" when there is none. */
    public static String messageId(XmlElement envelope) {
        return headers(envelope).stream()
                .filter(header -> header.is("MessageID"))
                .findFirst()
                .map(XmlElement::text)
                .map(String::strip)
                .orElse("");
    }

    public static Request request(XmlElement envelope) throws Fault.Thrown {
        requireUnderstood(envelope);
        Map<String, XmlElement> headers = new HashMap<>();
        headers(envelope).forEach(header -> headers.putIfAbsent(header.name(), header));
        String action = text(headers, "Action");
        if (action.isEmpty()) {
            throw Fault.lacksHeader("wsa:Action").thrown();
        }
        String uri = text(headers, "ResourceURI");
        Optional<ResourceUri> resource = ResourceUri.parse(uri);
        if (!uri.isEmpty() && resource.isEmpty()) {
            throw Fault.noSuchResource(
                            "the resource URI " + CimFailure.quoted(uri) + " is of no form that is served here")
                    .thrown();
        }
        return new Request(
                action,
                resource,
                messageId(envelope),
                ReferenceReader.selectors(Optional.ofNullable(headers.get("SelectorSet"))),
                options(Optional.ofNullable(headers.get("OptionSet"))),
                envelopeBytes(text(headers, "MaxEnvelopeSize")),
                timeout(text(headers, "OperationTimeout"), body(envelope)),
                body(envelope));
    }

    private static void requireUnderstood(XmlElement envelope) throws Fault.Thrown {
        for (XmlElement header : headers(envelope)) {
            boolean isKnown = KNOWN.contains(header.name().toLowerCase(Locale.ROOT));
            if (!isKnown && isMust(header)) {
                throw header.is("FragmentTransfer")
                        ? Fault.unsupported("FragmentLevelAccess", "parts of an instance are not served alone")
                                .thrown()
                        : Fault.notUnderstood(header.name()).thrown();
            }
            if (header.is("OptionSet")) {
                for (XmlElement option : header.children("Option").toList()) {
                    requireOptional(option);
                }
            }
        }
    }

    /** Only the attribute of SOAP itself counts; one client writes it without a namespace, on what everybody knows. */
    private static boolean isMust(XmlElement header) {
        return header.attributes().stream()
                .filter(attribute -> attribute.name().equals("mustUnderstand"))
                .filter(attribute -> attribute.namespace().equals(Uris.SOAP))
                .map(XmlAttribute::value)
                .anyMatch(RequestReader::isTrue);
    }

    private static void requireOptional(XmlElement option) throws Fault.Thrown {
        String name = option.attribute("Name").orElse("");
        if (isTrue(option.attribute("MustComply").orElse(""))
                && !OPTIONS.matcher(name).matches()) {
            throw new Fault(
                            "s:Sender",
                            "wsman:InvalidOptions",
                            "NotSupported",
                            2_150_858_778L,
                            Optional.empty(),
                            "the option " + CimFailure.quoted(name) + " is not known here")
                    .thrown();
        }
    }

    private static Map<String, Boolean> options(Optional<XmlElement> all) {
        Map<String, Boolean> options = new HashMap<>();
        all.stream()
                .flatMap(set -> set.children("Option"))
                .forEach(option -> options.put(
                        option.attribute("Name").orElse("").toLowerCase(Locale.ROOT), isTrue(option.text())));
        return options;
    }

    private static boolean isTrue(String text) {
        return text.strip().equalsIgnoreCase("true") || text.strip().equals("1");
    }

    private static int envelopeBytes(String text) throws Fault.Thrown {
        if (text.isEmpty()) {
            return ENVELOPE_BYTES_USUAL;
        }
        if (!BYTES.matcher(text).matches()) {
            throw Fault.badParameter("MaxEnvelopeSize " + CimFailure.quoted(text) + " is not a number of bytes")
                    .thrown();
        }
        int bytes =
                new BigInteger(text).min(BigInteger.valueOf(ENVELOPE_BYTES_MAX)).intValue();
        if (bytes < ENVELOPE_BYTES_MIN) {
            throw Fault.tooLarge(
                            "MinimumEnvelopeLimit",
                            "MaxEnvelopeSize " + bytes + " is less than any answer may need: send at least "
                                    + ENVELOPE_BYTES_MIN)
                    .thrown();
        }
        return bytes;
    }

    /** An enumeration that goes on may be given less time than the operation. */
    private static Optional<Duration> timeout(String ofAll, Optional<XmlElement> asked) throws Fault.Thrown {
        Optional<Duration> all = duration("OperationTimeout", ofAll);
        Optional<Duration> pull = duration(
                "MaxTime",
                asked.filter(body -> body.is("Pull"))
                        .flatMap(body -> body.child("MaxTime"))
                        .map(time -> time.text().strip())
                        .orElse(""));
        return Stream.concat(all.stream(), pull.stream()).min(Comparator.naturalOrder());
    }

    private static Optional<Duration> duration(String name, String text) throws Fault.Thrown {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(IsoTime.duration(text));
        } catch (DateTimeException | ArithmeticException _) {
            throw Fault.badParameter(name + " " + CimFailure.quoted(text) + " is not a duration: write PT60S")
                    .thrown();
        }
    }

    private static String text(Map<String, XmlElement> headers, String name) {
        return Optional.ofNullable(headers.get(name))
                .map(XmlElement::text)
                .map(String::strip)
                .orElse("");
    }

    private static List<XmlElement> headers(XmlElement envelope) {
        return envelope.child("Header").map(XmlElement::children).orElse(List.of());
    }

    private static Optional<XmlElement> body(XmlElement envelope) {
        return envelope.child("Body").flatMap(body -> body.children().stream().findFirst());
    }
}
