package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.FilterReader;
import dev.ferry.endpoint.wsman.soap.Request;
import dev.ferry.endpoint.wsman.soap.Uris;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Enumerate, Pull and Release. Where an enumeration goes on is told by its context, which the client keeps for us. */
final class Enumerations {
    /** For all of an envelope but its items and its context. */
    private static final int FRAME_BYTES = 2_048;

    private static final int DIGITS_MAX = 40;
    private static final BigInteger MANY = BigInteger.valueOf(Integer.MAX_VALUE);

    private final SealedText seal;

    Enumerations(SealedText seal) {
        this.seal = seal;
    }

    Answer enumerate(Asked asked) throws Fault.Thrown, CimFailure {
        XmlElement enumerate = asked.request()
                .body()
                .filter(body -> body.is("Enumerate"))
                .orElseThrow(() -> Fault.unreadable("the body lacks Enumerate").thrown());
        Context context =
                asked.resource().isOfClasses() ? Classes.context(asked, enumerate) : context(asked, enumerate);
        String action = Uris.ENUMERATION + "/EnumerateResponse";
        if (enumerate.child("OptimizeEnumeration").isEmpty()) {
            Batch.check(asked.served(), context);
            return new Answer(
                    action,
                    "<wsen:EnumerateResponse><wsen:EnumerationContext>"
                            + sealed(asked.visitor(), context)
                            + "</wsen:EnumerationContext></wsen:EnumerateResponse>");
        }
        Batch batch = Batch.read(asked.served(), context, elements(enumerate), room(asked.request(), context));
        String next = batch.next()
                .map(from -> sealed(asked.visitor(), context.at(from)))
                .orElse("");
        return new Answer(
                action,
                "<wsen:EnumerateResponse><wsen:EnumerationContext>" + next
                        + "</wsen:EnumerationContext><wsman:Items>" + String.join("", batch.items())
                        + "</wsman:Items>" + (next.isEmpty() ? "<wsman:EndOfSequence/>" : "")
                        + "</wsen:EnumerateResponse>");
    }

    /** The last answer has no context: a client goes on as long as it finds one. */
    Answer pull(Request request, Visitor visitor, Operations.Namespaces namespaces) throws Fault.Thrown, CimFailure {
        Context context = brought(request, visitor, "Pull");
        Batch batch = Batch.read(
                namespaces.named(context.namespace()),
                context,
                request.body().map(Enumerations::elements).orElse(1),
                room(request, context));
        String next = batch.next()
                .map(from ->
                        "<wsen:EnumerationContext>" + sealed(visitor, context.at(from)) + "</wsen:EnumerationContext>")
                .orElse("");
        return new Answer(
                Uris.ENUMERATION + "/PullResponse",
                "<wsen:PullResponse>" + next + "<wsen:Items>" + String.join("", batch.items()) + "</wsen:Items>"
                        + (next.isEmpty() ? "<wsen:EndOfSequence/>" : "") + "</wsen:PullResponse>");
    }

    /** There is nothing to let go of; that it was ours is still held. */
    Answer release(Request request, Visitor visitor) throws Fault.Thrown {
        var _ = brought(request, visitor, "Release");
        return new Answer(Uris.ENUMERATION + "/ReleaseResponse", "");
    }

    private Context brought(Request request, Visitor visitor, String element) throws Fault.Thrown {
        return request.body()
                .filter(body -> body.is(element))
                .flatMap(body -> body.child("EnumerationContext"))
                .map(context -> context.text().strip())
                .flatMap(text -> seal.open(visitor.caller().principal(), text))
                .flatMap(Context::parse)
                .orElseThrow(() -> Fault.unknownContext().thrown());
    }

    private String sealed(Visitor visitor, Context context) {
        return seal.seal(visitor.caller().principal(), context.text());
    }

    private static Context context(Asked asked, XmlElement enumerate) throws Fault.Thrown {
        String className = asked.resource().className();
        Optional<FilterReader.Filter> filter = FilterReader.read(enumerate, className);
        if (filter.isEmpty() && asked.resource().isAll()) {
            throw Fault.noSuchResource("without a filter, one class is enumerated: name it in the resource URI")
                    .thrown();
        }
        return new Context(
                asked.resource().form(),
                asked.namespace(),
                className,
                mode(enumerate),
                polymorphism(enumerate),
                filter.map(FilterReader.Filter::query).orElse(""),
                filter.map(FilterReader.Filter::columns).orElse(List.of()),
                Cursor.START);
    }

    private static Context.Mode mode(XmlElement enumerate) throws Fault.Thrown {
        String mode = word(enumerate, "EnumerationMode");
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "" -> Context.Mode.OBJECT;
            case "enumerateepr" -> Context.Mode.EPR;
            case "enumerateobjectandepr" -> Context.Mode.BOTH;
            default ->
                throw Fault.unsupported("EnumerationMode", CimFailure.quoted(mode) + " is not a mode of enumeration")
                        .thrown();
        };
    }

    private static Context.Polymorphism polymorphism(XmlElement enumerate) throws Fault.Thrown {
        String mode = word(enumerate, "PolymorphismMode");
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "", "includesubclassproperties" -> Context.Polymorphism.WHOLE;
            case "excludesubclassproperties" -> Context.Polymorphism.NARROWED;
            case "none" -> Context.Polymorphism.NONE;
            default ->
                throw Fault.unsupported("", CimFailure.quoted(mode) + " is not a mode of polymorphism")
                        .thrown();
        };
    }

    private static String word(XmlElement enumerate, String name) {
        return enumerate.child(name).map(XmlElement::text).map(String::strip).orElse("");
    }

    /** One when nothing is said. */
    private static int elements(XmlElement body) {
        return number(body, "MaxElements").orElse(1);
    }

    /** Empty for what is no number; one at least, and not more than can be held. */
    private static OptionalInt number(XmlElement body, String name) {
        String digits = word(body, name);
        return digits.matches("\\d{1," + DIGITS_MAX + "}")
                ? OptionalInt.of(
                        new BigInteger(digits).min(MANY).max(BigInteger.ONE).intValue())
                : OptionalInt.empty();
    }

    private int room(Request request, Context context) {
        int brought = request.messageId().length() * 4
                + 4 * (context.text().length() + Cursor.START.text().length());
        int wanted = request.body()
                .map(body -> number(body, "MaxCharacters"))
                .orElse(OptionalInt.empty())
                .orElse(Integer.MAX_VALUE);
        return Math.min(request.envelopeBytesMax() - FRAME_BYTES - brought, wanted);
    }
}
