package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.Reply;
import dev.ferry.endpoint.wsman.soap.Request;
import dev.ferry.endpoint.wsman.soap.RequestReader;
import dev.ferry.endpoint.wsman.soap.ResourceUri;
import dev.ferry.endpoint.wsman.soap.Uris;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one envelope: finds what it is about and who does it, and turns whatever goes wrong into a fault. */
final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    /** For who does not say; also the most that anybody gets, so that a connection is not taken for idle. */
    private static final Duration TIMEOUT_USUAL = Duration.ofMinutes(1);

    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);
    /** Of each char of a text, as UTF-8. */
    private static final int CHARACTER_BYTES_MAX = 3;

    private static final Pattern AROUND = Pattern.compile("^/+|/+$");
    private static final String DEFAULT_NAMESPACE = "root/virtualization/v2";

    /**
     * What is behind the door.
     *
     * @param calls has a thread for each request, which may wait
     * @param alarm what is to be done when the time of a request is over
     * @param ids the ids of answers
     * @param node the name of this node in faults
     */
    record Behind(
            Namespaces namespaces,
            SealedText seal,
            Executor calls,
            Alarm alarm,
            Supplier<UUID> ids,
            String node,
            String version) {}

    /** Lets something be done later, unless what it gives is called before that. */
    interface Alarm {
        Runnable after(Duration delay, Runnable work);
    }

    /** Namespaces by their paths. */
    interface Namespaces {
        ServedNamespace named(String path) throws CimFailure;
    }

    private final Behind behind;
    private final Enumerations enumerations;

    Operations(Behind behind) {
        this.behind = behind;
        this.enumerations = new Enumerations(behind.seal());
    }

    /** {@code charset} is what the transport says of the bytes, "" for nothing. */
    CompletionStage<Reply> answer(byte[] bytes, String charset, Visitor visitor) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        behind.calls().execute(() -> {
            try {
                reply.complete(answer(bytes, charset, visitor, reply));
            } finally {
                // Only an error of the machine itself leaves it open; nobody must wait for what will not come.
                reply.completeExceptionally(new IllegalStateException("a request was given up"));
            }
        });
        return reply;
    }

    /** {@code late} is answered before this returns when the time of the request is over. */
    private Reply answer(byte[] bytes, String charset, Visitor visitor, CompletableFuture<Reply> late) {
        String messageId = "";
        try {
            XmlElement envelope = RequestReader.envelope(RequestReader.text(bytes, charset));
            if (RequestReader.isIdentify(envelope)) {
                return Reply.identity(behind.version());
            }
            messageId = RequestReader.messageId(envelope);
            Request request = RequestReader.request(envelope);
            Answer answer = inTime(request, visitor, late);
            return fitting(request, Reply.of(answer.action(), behind.ids().get(), messageId, answer.body()));
        } catch (Fault.Thrown e) {
            return fault(e.fault(), messageId);
        } catch (CimFailure e) {
            return fault(Fault.of(e.status(), e.getMessage()), messageId);
        } catch (RuntimeException e) {
            LOG.error("a request of {} could not be answered", visitor.caller().principal(), e);
            return fault(Fault.internal(), messageId);
        }
    }

    private Reply fault(Fault fault, String messageId) {
        return Reply.fault(fault, behind.ids().get(), messageId, behind.node());
    }

    private static Reply fitting(Request request, Reply reply) throws Fault.Thrown {
        boolean isSmall = reply.text().length() <= request.envelopeBytesMax() / CHARACTER_BYTES_MAX;
        int size = isSmall ? 0 : reply.bytes().length;
        if (size > request.envelopeBytesMax()) {
            throw Fault.tooLarge(
                            "MaxEnvelopeSizeExceeded",
                            "the answer has " + size + " bytes, and MaxEnvelopeSize is " + request.envelopeBytesMax())
                    .thrown();
        }
        return reply;
    }

    /** The work goes on when its time is over: nobody can tell how much of it is done. */
    private Answer inTime(Request request, Visitor visitor, CompletableFuture<Reply> late)
            throws Fault.Thrown, CimFailure {
        Duration wanted = request.timeout().orElse(TIMEOUT_USUAL);
        Duration given = wanted.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : wanted;
        if (given.isZero() || given.isNegative()) {
            throw Fault.timedOut().thrown();
        }
        Runnable refuse = () -> late.complete(fault(Fault.timedOut(), request.messageId()));
        Runnable off = behind.alarm().after(given, refuse);
        try {
            return operate(request, visitor);
        } finally {
            off.run();
        }
    }

    private Answer operate(Request request, Visitor visitor) throws Fault.Thrown, CimFailure {
        boolean isEnumeration = request.action().startsWith(Uris.ENUMERATION + "/");
        if (!isEnumeration
                && request.resource().filter(ResourceUri::isOfClasses).isPresent()) {
            return Classes.answer(asked(request, visitor));
        }
        return switch (request.action()) {
            case Uris.TRANSFER + "/Get" -> Transfers.get(asked(request, visitor));
            case Uris.TRANSFER + "/Put", Uris.TRANSFER + "/Delete" ->
                throw Transfers.unchangeable(asked(request, visitor));
            case Uris.TRANSFER + "/Create" -> throw Transfers.unmakeable(asked(request, visitor));
            case Uris.ENUMERATION + "/Enumerate" -> enumerations.enumerate(asked(request, visitor));
            case Uris.ENUMERATION + "/Pull" -> enumerations.pull(request, visitor, behind.namespaces());
            case Uris.ENUMERATION + "/Release" -> enumerations.release(request, visitor);
            default -> Invocations.invoke(asked(requireResource(request), visitor));
        };
    }

    /** An action that needs no resource is none of ours. */
    private static Request requireResource(Request request) throws Fault.Thrown {
        if (request.resource().isEmpty()) {
            throw Fault.noSuchAction(CimFailure.quoted(request.action())).thrown();
        }
        return request;
    }

    private Asked asked(Request request, Visitor visitor) throws Fault.Thrown, CimFailure {
        ResourceUri resource = request.resource()
                .orElseThrow(() -> Fault.lacksHeader("wsman:ResourceURI").thrown());
        String selected = request.namespaceSelector();
        String named = resource.namespace();
        if (!selected.isEmpty() && !named.isEmpty() && !plain(selected).equalsIgnoreCase(plain(named))) {
            throw Fault.differentNamespaces(named, selected).thrown();
        }
        String path = !named.isEmpty() ? named : selected.isEmpty() ? DEFAULT_NAMESPACE : selected;
        return new Asked(visitor, request, resource, behind.namespaces().named(plain(path)));
    }

    private static String plain(String namespace) {
        return AROUND.matcher(namespace.replace('\\', '/')).replaceAll("");
    }
}
