package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import dev.ferry.cim.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of an operation. One without a value is one that was not given; one that the operation does not know is passed over, since
 * clients send what other versions of the standard have.
 */
public record Arguments(List<XmlElement> all) {
    public Arguments {
        all = List.copyOf(all);
    }

    static CimFailure bad(String sentence) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, sentence);
    }

    /** What stands in the parameter. */
    public Optional<XmlElement> element(String name) throws CimFailure {
        List<XmlElement> found = new ArrayList<>();
        for (XmlElement argument : all) {
            if (argument.attribute("NAME").filter(name::equalsIgnoreCase).isPresent()) {
                found.add(argument);
            }
        }
        if (found.size() > 1 || found.stream().anyMatch(one -> one.children().size() > 1)) {
            throw bad("the parameter " + name + " is given twice");
        }
        return found.stream().flatMap(one -> one.children().stream()).findFirst();
    }

    public Optional<String> text(String name) throws CimFailure {
        Optional<XmlElement> element = element(name);
        if (element.isPresent() && !element.get().is("VALUE")) {
            throw bad("the parameter " + name + " must have a VALUE, and not "
                    + element.get().name());
        }
        return element.isPresent() ? Optional.of(Values.text(name, element.get())) : Optional.empty();
    }

    public boolean flag(String name, boolean otherwise) throws CimFailure {
        return typed(name, CimType.BOOLEAN) instanceof CimValue.Bool(boolean flag) ? flag : otherwise;
    }

    public Optional<Long> number(String name) throws CimFailure {
        return typed(name, CimType.UINT32) instanceof CimValue.Whole(var _, var number)
                ? Optional.of(number.longValueExact())
                : Optional.empty();
    }

    private CimValue typed(String name, CimType type) throws CimFailure {
        Optional<String> text = text(name).filter(value -> !value.isBlank());
        return text.isEmpty()
                ? CimValue.none()
                : Typing.parse(type, text.get())
                        .orElseThrow(() -> bad("the parameter " + name + " must be " + type.told() + ", and not "
                                + CimFailure.quoted(text.get())));
    }

    /** A list of names. Empty is when there is no list, which is not a list of nothing. */
    public Optional<List<String>> texts(String name) throws CimFailure {
        Optional<XmlElement> element = element(name);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (XmlElement one : element.get().is("VALUE.ARRAY") ? element.get().children() : List.of(element.get())) {
            if (!one.is("VALUE.NULL")) {
                texts.add(Values.text(name, one));
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    public Optional<String> className(String name) throws CimFailure {
        Optional<XmlElement> element = element(name);
        if (element.isEmpty() || element.get().is("VALUE")) {
            return text(name).filter(text -> !text.isBlank());
        }
        return Optional.of(path(name, element.get()).className());
    }

    public Optional<ObjectPath> path(String name) throws CimFailure {
        Optional<XmlElement> element = element(name);
        return element.isEmpty() ? Optional.empty() : Optional.of(path(name, element.get()));
    }

    private static ObjectPath path(String name, XmlElement element) throws CimFailure {
        return switch (element.name()) {
            case "VALUE" -> ObjectPath.parse(Values.text(name, element));
            case "VALUE.REFERENCE" -> PathXml.readReference(element);
            default -> PathXml.read(element);
        };
    }

    public String requireText(String name) throws CimFailure {
        return text(name).orElseThrow(() -> lacking(name));
    }

    public String requireClassName(String name) throws CimFailure {
        return className(name).orElseThrow(() -> lacking(name));
    }

    public ObjectPath requirePath(String name) throws CimFailure {
        return path(name).orElseThrow(() -> lacking(name));
    }

    public static CimFailure lacking(String name) {
        return bad("the parameter " + name + " is missing");
    }
}
