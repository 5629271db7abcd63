package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.ClassWriter;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.Request;
import dev.ferry.endpoint.wsman.soap.ResourceUri;
import dev.ferry.endpoint.wsman.soap.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The declarations of classes, as Windows tells them: in the words of CIM-XML. Clients learn from them which parameters a method has, and
 * which classes there are.
 */
final class Classes {
    /** How much of each is told: the options that are not as usual. */
    private static final Map<String, Boolean> OPTIONS = Map.of(
            "includeinheritancehierarchy",
            false,
            "includeinheritedelements",
            true,
            "includequalifiers",
            true,
            "includeclassorigin",
            false);

    private Classes() {}

    static Answer answer(Asked asked) throws Fault.Thrown, CimFailure {
        if (!asked.request().action().equals(Uris.TRANSFER + "/Get")) {
            throw Fault.unsupported("", "declarations of classes are got and enumerated, and not changed")
                    .thrown();
        }
        Schema schema = asked.served().scope().schema();
        String name = className(asked).orElseThrow(() -> Fault.lacksSelectors(
                        "the selector " + Uris.CLASS_SELECTOR + " is missing: it tells which class is meant")
                .thrown());
        return new Answer(
                Uris.TRANSFER + "/GetResponse", written(schema, schema.require(name), unusual(asked.request())));
    }

    /** An enumeration of those below a class, or of all when none is named; nothing chooses among them. */
    static Context context(Asked asked, XmlElement enumerate) throws Fault.Thrown {
        if (enumerate.child("Filter").isPresent()) {
            throw Fault.unsupported("", "there are no filters for declarations of classes")
                    .thrown();
        }
        if (enumerate.child("EnumerationMode").isPresent()) {
            throw Fault.unsupported("EnumerationMode", "there are no references to declarations of classes")
                    .thrown();
        }
        return new Context(
                asked.resource().form(),
                asked.namespace(),
                className(asked).orElse(ResourceUri.ALL),
                Context.Mode.OBJECT,
                Context.Polymorphism.WHOLE,
                "",
                unusual(asked.request()),
                Cursor.START);
    }

    static Batch read(ServedNamespace served, Context context, int itemsMax, int bytesMax)
            throws Fault.Thrown, CimFailure {
        Schema schema = served.scope().schema();
        List<String> items = new ArrayList<>();
        Cursor from = context.from();
        int room = bytesMax;
        for (CimClass owner : rest(schema, context)) {
            if (items.size() >= itemsMax) {
                return new Batch(items, Optional.of(from));
            }
            String item = written(schema, owner, context.columns());
            room -= Batch.bytes(item);
            if (room < 0 && items.isEmpty()) {
                throw Batch.tooLarge();
            }
            if (room < 0) {
                return new Batch(items, Optional.of(from));
            }
            items.add(item);
            from = new Cursor(owner.name(), "", 0, 0);
        }
        return new Batch(items, Optional.empty());
    }

    /** Those behind the one that was told last. */
    private static List<CimClass> rest(Schema schema, Context context) throws Fault.Thrown, CimFailure {
        List<CimClass> all = context.className().equals(ResourceUri.ALL)
                ? schema.classes()
                : schema.subclasses(schema.require(context.className()).name());
        String last = context.from().view();
        int told = all.stream().map(CimClass::name).toList().indexOf(last) + 1;
        if (told == 0 && !last.isEmpty()) {
            throw Fault.unknownContext().thrown();
        }
        return all.subList(told, all.size());
    }

    private static String written(Schema schema, CimClass owner, List<String> unusual) {
        List<String> above =
                isWanted("includeinheritancehierarchy", unusual) ? schema.derivation(owner.name()) : List.of();
        StringBuilder out = new StringBuilder();
        new ClassWriter(
                        !isWanted("includeinheritedelements", unusual),
                        isWanted("includequalifiers", unusual),
                        isWanted("includeclassorigin", unusual),
                        _ -> true)
                .write(out, owner, above);
        return out.toString();
    }

    private static boolean isWanted(String option, List<String> unusual) {
        return OPTIONS.get(option) != unusual.contains(option);
    }

    private static List<String> unusual(Request request) {
        return OPTIONS.entrySet().stream()
                .filter(option -> !request.options()
                        .getOrDefault(option.getKey(), option.getValue())
                        .equals(option.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** In the selector, or at the end of the URI; empty when no class is named. */
    private static Optional<String> className(Asked asked) {
        return asked.request().keys().stream()
                .filter(selector -> selector.name().equalsIgnoreCase(Uris.CLASS_SELECTOR))
                .map(selector -> selector.value().text().strip())
                .findFirst()
                .or(() -> Optional.of(asked.resource().className()))
                .filter(name -> !name.isEmpty() && !name.equals(ResourceUri.ALL));
    }
}
