package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.endpoint.cimxml.dsp0201.Arguments;

/** Operations that would change instances or the schema. All that can be changed is changed by methods: these say so. */
final class Changes {
    private Changes() {}

    static Operation modifyInstance() {
        return asked -> {
            throw instance(asked, modified(asked.arguments()));
        };
    }

    /** Of SetProperty and DeleteInstance. */
    static Operation namedInstance() {
        return asked -> {
            throw instance(asked, asked.arguments().requirePath("InstanceName"));
        };
    }

    static Operation createInstance() {
        return asked -> {
            XmlElement made =
                    asked.arguments().element("NewInstance").orElseThrow(() -> Arguments.lacking("NewInstance"));
            String className = made.attribute("CLASSNAME").orElseThrow(() -> Arguments.lacking("NewInstance"));
            throw asked.served().unchangeable(className, asked.visitor().mayChange());
        };
    }

    static Operation ofSchema() {
        return asked -> {
            throw new CimFailure(
                    asked.visitor().mayChange() ? CimStatus.NOT_SUPPORTED : CimStatus.ACCESS_DENIED,
                    "the schema cannot be changed");
        };
    }

    private static ObjectPath modified(Arguments arguments) throws CimFailure {
        XmlElement named =
                arguments.element("ModifiedInstance").orElseThrow(() -> Arguments.lacking("ModifiedInstance"));
        return PathXml.read(named.child("INSTANCENAME").orElseThrow(() -> Arguments.lacking("ModifiedInstance")));
    }

    /** What is not there is told before that it could not be changed. */
    private static CimFailure instance(Asked asked, ObjectPath path) throws CimFailure {
        String className = asked.served().objects().get(asked.scope(), path).className();
        return asked.served().unchangeable(className, asked.visitor().mayChange());
    }
}
