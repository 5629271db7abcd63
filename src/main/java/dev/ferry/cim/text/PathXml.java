package dev.ferry.cim.text;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Object paths as elements of CIM-XML: names of classes and instances, with or without namespace and host. */
public final class PathXml {
    private PathXml() {}

    public static boolean isPath(XmlElement element) {
        return switch (element.name()) {
            case "INSTANCEPATH", "LOCALINSTANCEPATH", "INSTANCENAME", "CLASSPATH", "LOCALCLASSPATH", "CLASSNAME" ->
                true;
            default -> false;
        };
    }

    /** Refuses an element that is none of the six forms. */
    public static ObjectPath read(XmlElement element) throws CimFailure {
        try {
            return switch (element.name()) {
                case "INSTANCENAME" -> instanceName(element);
                case "CLASSNAME" -> ObjectPath.ofClass(attribute(element, "NAME"));
                case "INSTANCEPATH", "LOCALINSTANCEPATH" ->
                    instanceName(child(element, "INSTANCENAME"))
                            .in(namespace(element))
                            .on(host(element));
                case "CLASSPATH", "LOCALCLASSPATH" ->
                    ObjectPath.ofClass(attribute(child(element, "CLASSNAME"), "NAME"))
                            .in(namespace(element))
                            .on(host(element));
                default -> throw failure("an object path is expected, and not " + element.name());
            };
        } catch (IllegalArgumentException e) {
            throw new CimFailure(CimStatus.INVALID_PARAMETER, element.name() + ": " + e.getMessage(), e);
        }
    }

    /** The path in a VALUE.REFERENCE; WMI also writes its own text there. */
    public static ObjectPath readReference(XmlElement reference) throws CimFailure {
        for (XmlElement child : reference.children()) {
            if (isPath(child)) {
                return read(child);
            }
        }
        return ObjectPath.parse(reference.text());
    }

    private static ObjectPath instanceName(XmlElement element) throws CimFailure {
        String className = attribute(element, "CLASSNAME");
        List<ObjectPath.Key> keys = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (child.is("KEYVALUE") || child.is("VALUE.REFERENCE")) {
                return new ObjectPath("", "", className, new ObjectPath.Keys.Unnamed(keyValue(child)));
            }
            if (!child.is("KEYBINDING")) {
                throw failure("in INSTANCENAME a KEYBINDING is expected, and not " + child.name());
            }
            String name = attribute(child, "NAME");
            if (child.children().size() != 1) {
                throw failure("the key " + name + " must have one value");
            }
            keys.add(new ObjectPath.Key(name, keyValue(child.children().getFirst())));
        }
        return keys.isEmpty()
                ? new ObjectPath("", "", className, new ObjectPath.Keys.Singleton())
                : new ObjectPath("", "", className, new ObjectPath.Keys.Named(NamedMap.of(keys, ObjectPath.Key::name)));
    }

    private static CimValue keyValue(XmlElement element) throws CimFailure {
        if (element.is("VALUE.REFERENCE")) {
            return CimValue.of(readReference(element));
        }
        if (!element.is("KEYVALUE")) {
            throw failure("in a KEYBINDING a KEYVALUE or VALUE.REFERENCE is expected, and not " + element.name());
        }
        String text = element.text();
        Optional<CimType> type = element.attribute("TYPE").flatMap(CimType::of);
        String kind = element.attribute("VALUETYPE").orElse("string");
        CimType looksLike = type.orElseGet(() -> Names.same(kind, "boolean")
                ? CimType.BOOLEAN
                : Names.same(kind, "numeric")
                        ? (text.strip().startsWith("-") ? CimType.SINT64 : CimType.UINT64)
                        : CimType.STRING);
        return Typing.parse(looksLike, text)
                .or(() -> looksLike.isWhole() ? Typing.parse(CimType.REAL64, text) : Optional.empty())
                .filter(value -> !value.isNull())
                .orElseThrow(
                        () -> failure("a key of type " + looksLike.word() + " cannot be " + CimFailure.quoted(text)));
    }

    /** The namespace in a LOCALNAMESPACEPATH, or in the NAMESPACEPATH that holds one, as it is written. */
    public static String namespace(XmlElement element) throws CimFailure {
        XmlElement holder = element.child("NAMESPACEPATH").orElse(element);
        List<String> names = new ArrayList<>();
        for (XmlElement part : child(holder, "LOCALNAMESPACEPATH").children()) {
            names.add(attribute(part, "NAME"));
        }
        return String.join("/", names);
    }

    private static String host(XmlElement element) {
        return element.child("NAMESPACEPATH")
                .flatMap(path -> path.child("HOST"))
                .map(host -> host.text().strip())
                .orElse("");
    }

    /** INSTANCEPATH, LOCALINSTANCEPATH or INSTANCENAME, by what the path has; of a class, the like. */
    public static String write(ObjectPath path) {
        String what = path.isClass() ? "CLASS" : "INSTANCE";
        String name = path.isClass()
                ? "<CLASSNAME NAME=\"" + path.className() + "\"/>"
                : "<INSTANCENAME CLASSNAME=\"" + path.className() + "\">" + keys(path) + "</INSTANCENAME>";
        if (path.namespace().isEmpty()) {
            return name;
        }
        String names = List.of(path.namespace().split("/", -1)).stream()
                .map(part -> "<NAMESPACE NAME=\"" + XmlText.inAttribute(part) + "\"/>")
                .collect(Collectors.joining("", "<LOCALNAMESPACEPATH>", "</LOCALNAMESPACEPATH>"));
        if (path.host().isEmpty()) {
            return "<LOCAL" + what + "PATH>" + names + name + "</LOCAL" + what + "PATH>";
        }
        String host = "<HOST>" + XmlText.inElement(path.host()) + "</HOST>";
        return "<" + what + "PATH><NAMESPACEPATH>" + host + names + "</NAMESPACEPATH>" + name + "</" + what + "PATH>";
    }

    private static String keys(ObjectPath path) {
        return switch (path.keys()) {
            case ObjectPath.Keys.None _, ObjectPath.Keys.Singleton _ -> "";
            case ObjectPath.Keys.Unnamed(var value) -> keyValue(value);
            case ObjectPath.Keys.Named(var keys) ->
                keys.values().stream()
                        .map(key ->
                                "<KEYBINDING NAME=\"" + key.name() + "\">" + keyValue(key.value()) + "</KEYBINDING>")
                        .collect(Collectors.joining());
        };
    }

    private static String keyValue(CimValue value) {
        return switch (value) {
            case CimValue.Reference(var to) -> "<VALUE.REFERENCE>" + write(to) + "</VALUE.REFERENCE>";
            case CimValue.Bool _ -> keyValue("boolean", value);
            case CimValue.Whole _, CimValue.Real _ -> keyValue("numeric", value);
            case CimValue.Text _, CimValue.Char16 _, CimValue.Time _, CimValue.Null _, CimValue.Array _ ->
                keyValue("string", value);
        };
    }

    private static String keyValue(String kind, CimValue value) {
        return "<KEYVALUE VALUETYPE=\"" + kind + "\">" + XmlText.inElement(value.text()) + "</KEYVALUE>";
    }

    private static XmlElement child(XmlElement element, String name) throws CimFailure {
        return element.child(name).orElseThrow(() -> failure(element.name() + " lacks " + name));
    }

    private static String attribute(XmlElement element, String name) throws CimFailure {
        return element.attribute(name).orElseThrow(() -> failure(element.name() + " lacks the attribute " + name));
    }

    private static CimFailure failure(String sentence) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, sentence);
    }
}
