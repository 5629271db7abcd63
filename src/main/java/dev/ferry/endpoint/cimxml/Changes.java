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
            mayChange(asked);
            XmlElement made =
                    asked.arguments().element("NewInstance").orElseThrow(() -> Arguments.lacking("NewInstance"));
            String className = made.attribute("CLASSNAME").orElseThrow(() -> Arguments.lacking("NewInstance"));
            throw unsupported(
                    "instances of " + asked.schema().require(className).name() + " are made by methods");
        };
    }

    static Operation ofSchema() {
        return asked -> {
            mayChange(asked);
            throw unsupported("the schema cannot be changed");
        };
    }

    private static ObjectPath modified(Arguments arguments) throws CimFailure {
        XmlElement named =
                arguments.element("ModifiedInstance").orElseThrow(() -> Arguments.lacking("ModifiedInstance"));
        return PathXml.read(named.child("INSTANCENAME").orElseThrow(() -> Arguments.lacking("ModifiedInstance")));
    }

    /** What is not there is told before that it could not be changed. */
    private static CimFailure instance(Asked asked, ObjectPath path) throws CimFailure {
        mayChange(asked);
        String className = asked.served().objects().get(asked.scope(), path).className();
        return unsupported("an instance of " + className + " is changed and removed by methods of its service");
    }

    private static void mayChange(Asked asked) throws CimFailure {
        if (!asked.visitor().mayChange()) {
            throw new CimFailure(
                    CimStatus.ACCESS_DENIED,
                    asked.visitor().caller().principal()
                            + " may look, and change nothing; use an administrator's account");
        }
    }

    private static CimFailure unsupported(String sentence) {
        return new CimFailure(CimStatus.NOT_SUPPORTED, sentence);
    }
}
