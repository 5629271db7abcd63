package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.InstanceWriter;
import dev.ferry.endpoint.wsman.soap.ReferenceReader;
import dev.ferry.endpoint.wsman.soap.Request;
import dev.ferry.endpoint.wsman.soap.ResourceUri;
import dev.ferry.endpoint.wsman.soap.Selector;
import java.util.List;
import java.util.stream.Stream;

/** A request whose namespace was found: who asks, what for, and where it is. */
record Asked(Visitor visitor, Request request, ResourceUri resource, ServedNamespace served) {

    InstanceWriter writer() {
        return new InstanceWriter(resource.form(), namespace());
    }

    String namespace() {
        return served.scope().namespace().path();
    }

    /** The one instance that the selectors mean, as a path that was not looked up yet. */
    ObjectPath target() throws Fault.Thrown, CimFailure {
        List<CimClass> possible = possible();
        for (Selector selector : request.keys()) {
            boolean isKey = possible.stream().anyMatch(owner -> isKey(owner, selector.name()));
            if (!isKey) {
                throw Fault.unexpectedSelector("class " + resource.className() + " has no key " + selector.name())
                        .thrown();
            }
        }
        return ReferenceReader.path(namespace(), resource.className(), request.keys());
    }

    /** The class of the URI, and those below it: any of them may be meant. */
    private List<CimClass> possible() throws CimFailure, Fault.Thrown {
        if (resource.isAll()) {
            throw Fault.noSuchResource("this operation is for one class: name it in the resource URI")
                    .thrown();
        }
        var schema = served.scope().schema();
        CimClass named = schema.require(resource.className());
        return Stream.concat(Stream.of(named), schema.subclasses(named.name()).stream())
                .toList();
    }

    private static boolean isKey(CimClass owner, String name) {
        return owner.property(name).filter(CimProperty::isKey).isPresent();
    }

    /** What kept a path from being one instance's, told by its selectors. */
    Fault.Thrown unclear(CimFailure failure) throws CimFailure, Fault.Thrown {
        boolean lacksOne = possible().stream()
                .filter(owner -> !owner.keys().isEmpty())
                .allMatch(owner -> owner.keys().stream().anyMatch(key -> request.keys().stream()
                        .noneMatch(given -> Names.same(given.name(), key.name()))));
        return (lacksOne ? Fault.lacksSelectors(failure.getMessage()) : Fault.ambiguousSelectors(failure.getMessage()))
                .thrown();
    }
}
