package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads references: endpoint references with or without their wrapping, instances of which only the keys matter, and paths as text. */
public final class ReferenceReader {
    private static final String TYPE_END = "_Type";

    private ReferenceReader() {}

    /** Empty when nothing is referred to. */
    public static Optional<ObjectPath> read(XmlElement element) throws Fault.Thrown {
        Optional<XmlElement> wrapped = element.child("EndpointReference");
        Optional<XmlElement> parameters = wrapped.orElse(element)
                .child("ReferenceParameters")
                .or(() -> wrapped.orElse(element).child("ReferenceProperties"));
        if (parameters.isPresent()) {
            return Optional.of(ofEndpoint(parameters.get()));
        }
        if (!element.children().isEmpty()) {
            XmlElement instance = element.children().size() == 1
                            && !element.children().getFirst().children().isEmpty()
                    ? element.children().getFirst()
                    : element;
            return Optional.of(ofInstance(instance));
        }
        String text = element.text().strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ObjectPath.parse(text));
        } catch (CimFailure e) {
            throw Fault.of(e.status(), e.getMessage()).thrown();
        }
    }

    private static ObjectPath ofEndpoint(XmlElement parameters) throws Fault.Thrown {
        String uri = parameters.child("ResourceURI").map(XmlElement::text).orElse("");
        ResourceUri resource = ResourceUri.parse(uri)
                .filter(known -> !known.isAll())
                .orElseThrow(() -> Fault.noSuchResource("a reference to " + CimFailure.quoted(uri) + " leads nowhere")
                        .thrown());
        return path(resource.namespace(), resource.className(), selectors(parameters.child("SelectorSet")));
    }

    /** The selectors of a set, which may be missing. */
    static List<Selector> selectors(Optional<XmlElement> set) throws Fault.Thrown {
        List<Selector> selectors = new ArrayList<>();
        for (XmlElement selector :
                set.map(all -> all.children("Selector").toList()).orElse(List.of())) {
            String name = selector.attribute("Name").map(String::strip).orElse("");
            if (!Names.isName(name)) {
                throw Fault.unexpectedSelector(CimFailure.quoted(name) + " cannot be the name of a selector")
                        .thrown();
            }
            if (selectors.stream().anyMatch(other -> Names.same(other.name(), name))) {
                throw Fault.duplicateSelector(name).thrown();
            }
            CimValue value = selector.children().isEmpty()
                    ? CimValue.of(keyText(selector))
                    : CimValue.of(read(selector).orElse(null));
            selectors.add(new Selector(name, value));
        }
        return selectors;
    }

    /** A text on lines of its own is how the request is laid out; white space in one line is the key's. */
    private static String keyText(XmlElement element) {
        String text = element.text();
        String inner = text.strip();
        int from = text.indexOf(inner);
        boolean isAlone = text.substring(0, from).contains("\n")
                && text.substring(from + inner.length()).contains("\n");
        return isAlone ? inner : text;
    }

    /** The place that selectors mean; the namespace is theirs before that of the URI. */
    public static ObjectPath path(String namespace, String className, List<Selector> selectors) throws Fault.Thrown {
        List<ObjectPath.Key> keys = new ArrayList<>();
        String where = namespace;
        for (Selector selector : selectors) {
            if (selector.name().equalsIgnoreCase(Uris.NAMESPACE_SELECTOR)) {
                where = selector.value().text().strip();
            } else if (selector.value().isNull()) {
                throw Fault.lacksSelectors("the selector " + selector.name() + " refers to nothing")
                        .thrown();
            } else {
                keys.add(new ObjectPath.Key(selector.name(), selector.value()));
            }
        }
        try {
            ObjectPath path = keys.isEmpty() ? ObjectPath.ofClass(className) : ObjectPath.of(className, keys);
            return path.in(where);
        } catch (IllegalArgumentException e) {
            throw Fault.noSuchResource(e.getMessage()).thrown();
        }
    }

    private static ObjectPath ofInstance(XmlElement instance) throws Fault.Thrown {
        String className = className(instance);
        if (!Names.isName(className)) {
            throw Fault.badParameter(CimFailure.quoted(instance.name()) + " holds neither an endpoint reference nor an"
                            + " instance whose class is told")
                    .thrown();
        }
        List<Selector> keys = new ArrayList<>();
        for (XmlElement child : instance.children()) {
            if (Names.isName(child.name()) && !Names.same(child.name(), "__PATH")) {
                keys.add(new Selector(
                        child.name(),
                        child.children().isEmpty()
                                ? CimValue.of(keyText(child))
                                : CimValue.of(read(child).orElse(null))));
            }
        }
        String namespace = instance.children().stream()
                .flatMap(child -> ResourceUri.parse(child.namespace()).stream())
                .map(ResourceUri::namespace)
                .findFirst()
                .orElse("");
        return path(namespace, className, keys);
    }

    /** The class that an element says its content is of; "" when it says none. */
    static String className(XmlElement instance) {
        String type = instance.attribute("type").map(String::strip).orElse("");
        String local = type.substring(type.indexOf(':') + 1);
        if (local.endsWith(TYPE_END)) {
            return local.substring(0, local.length() - TYPE_END.length());
        }
        return instance.child("CreationClassName")
                .map(XmlElement::text)
                .map(String::strip)
                .orElse("");
    }
}
