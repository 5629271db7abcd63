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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one envelope: finds what it is about and who does it, and turns whatever goes wrong into a fault. Blocking. */
final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    /** For who does not say; also the most that anybody gets, so that a connection is not taken for idle. */
    private static final Duration TIMEOUT_USUAL = Duration.ofMinutes(1);

    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);
    /** Of each char of a text, as UTF-8. */
    private static final int CHARACTER_BYTES_MAX = 3;

    private static final String DEFAULT_NAMESPACE = "root/virtualization/v2";

    /**
     * What is behind the door.
     *
     * @param calls has the threads on which CIM is asked
     * @param ids the ids of answers
     * @param node the name of this node in faults
     */
    record Behind(
            Namespaces namespaces, SealedText seal, Executor calls, Supplier<UUID> ids, String node, String version) {}

    /** Namespaces by their paths. */
    interface Namespaces {
        ServedNamespace named(String path) throws CimFailure;
    }

    private interface Work {
        Answer run() throws Fault.Thrown, CimFailure;
    }

    private final Behind behind;
    private final Enumerations enumerations;

    Operations(Behind behind) {
        this.behind = behind;
        this.enumerations = new Enumerations(behind.seal());
    }

    /** {@code charset} is what the transport says of the bytes, "" for nothing. */
    Reply answer(byte[] bytes, String charset, Visitor visitor) {
        String messageId = "";
        try {
            XmlElement envelope = RequestReader.envelope(RequestReader.text(bytes, charset));
            if (RequestReader.isIdentify(envelope)) {
                return Reply.identity(behind.version());
            }
            messageId = RequestReader.messageId(envelope);
            Request request = RequestReader.request(envelope);
            Answer answer = inTime(request, () -> operate(request, visitor));
            Reply reply = Reply.of(answer.action(), behind.ids().get(), messageId, answer.body());
            boolean isSmall = reply.text().length() <= request.envelopeBytesMax() / CHARACTER_BYTES_MAX;
            int size = isSmall ? 0 : reply.bytes().length;
            if (size > request.envelopeBytesMax()) {
                throw Fault.tooLarge(
                                "MaxEnvelopeSizeExceeded",
                                "the answer has " + size + " bytes, and MaxEnvelopeSize is "
                                        + request.envelopeBytesMax())
                        .thrown();
            }
            return reply;
        } catch (Fault.Thrown e) {
            return Reply.fault(e.fault(), behind.ids().get(), messageId, behind.node());
        } catch (RuntimeException e) {
            LOG.error("a request of {} could not be answered", visitor.caller().principal(), e);
            return Reply.fault(Fault.internal(), behind.ids().get(), messageId, behind.node());
        }
    }

    /** The work goes on when its time is over: nobody can tell how much of it is done. */
    private Answer inTime(Request request, Work work) throws Fault.Thrown {
        Duration wanted = request.timeout().orElse(TIMEOUT_USUAL);
        Duration given = wanted.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : wanted;
        if (given.isZero() || given.isNegative()) {
            throw Fault.timedOut().thrown();
        }
        CompletableFuture<Object> done = CompletableFuture.supplyAsync(() -> outcome(work), behind.calls());
        try {
            Object outcome = done.get(given.toMillis(), TimeUnit.MILLISECONDS);
            if (outcome instanceof Fault fault) {
                throw fault.thrown();
            }
            return (Answer) outcome;
        } catch (TimeoutException _) {
            throw Fault.timedOut().thrown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Fault.internal().thrown();
        } catch (ExecutionException e) {
            LOG.error("{} could not be done", request.action(), e.getCause());
            throw Fault.internal().thrown();
        }
    }

    private static Object outcome(Work work) {
        try {
            return work.run();
        } catch (Fault.Thrown e) {
            return e.fault();
        } catch (CimFailure e) {
            return Fault.of(e.status(), e.getMessage());
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
        return namespace.replace('\\', '/').replaceAll("^/+|/+$", "");
    }
}
