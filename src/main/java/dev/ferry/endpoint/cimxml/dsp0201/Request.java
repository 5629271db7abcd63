package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** A request whose frame is right. What lies in it is read when it is asked for, so that what is wrong there can be answered to it. */
public sealed interface Request {
    /** To be said again in the answer. */
    String id();

    /** Of the operation, or of the method. */
    String name();

    /** An operation of the server. */
    record Intrinsic(String id, String name, String namespace, Arguments arguments) implements Request {}

    /** A method of a class; {@code call} is its METHODCALL. */
    record Extrinsic(String id, String name, XmlElement call) implements Request {
        /** What it is called on, with its namespace. */
        public ObjectPath target() throws CimFailure {
            for (XmlElement child : call.children()) {
                if (PathXml.isPath(child)) {
                    return PathXml.read(child);
                }
            }
            throw Arguments.bad("METHODCALL " + name + " lacks LOCALINSTANCEPATH and LOCALCLASSPATH");
        }

        /** As they were sent: texts, references and arrays of them. What they are meant to be is told by the class. */
        public List<Property> given() throws CimFailure {
            List<Property> given = new ArrayList<>();
            for (XmlElement parameter : call.children()) {
                if (parameter.is("PARAMVALUE")) {
                    String called = parameter
                            .attribute("NAME")
                            .orElseThrow(() -> Arguments.bad("a PARAMVALUE of " + name + " lacks the attribute NAME"));
                    CimValue value = Values.only(called, parameter);
                    given.add(new Property(called, value));
                }
            }
            return given;
        }
    }
}
