package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.ClassLinks;
import dev.ferry.cim.text.ClassWriter;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.Arguments;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.List;

/** Operations that follow links, of instances and of classes, and answer in one piece. */
final class LinkReads {
    private LinkReads() {}

    static Answer associators(Asked asked) throws CimFailure {
        ObjectPath of = object(asked);
        return of.isClass()
                ? classes(asked, ClassLinks.associators(asked.schema(), associators(asked.arguments(), of)))
                : linked(asked, associators(asked.arguments(), of), ObjectForm.OBJECT_WITH_PATH, asked.shown());
    }

    static Answer associatorNames(Asked asked) throws CimFailure {
        ObjectPath of = object(asked);
        return of.isClass()
                ? names(asked, ClassLinks.associators(asked.schema(), associators(asked.arguments(), of)))
                : linked(asked, associators(asked.arguments(), of), ObjectForm.OBJECT_PATH, Shown.ALL);
    }

    static Answer references(Asked asked) throws CimFailure {
        ObjectPath of = object(asked);
        return of.isClass()
                ? classes(asked, ClassLinks.references(asked.schema(), references(asked.arguments(), of)))
                : linked(asked, references(asked.arguments(), of), ObjectForm.OBJECT_WITH_PATH, asked.shown());
    }

    static Answer referenceNames(Asked asked) throws CimFailure {
        ObjectPath of = object(asked);
        return of.isClass()
                ? names(asked, ClassLinks.references(asked.schema(), references(asked.arguments(), of)))
                : linked(asked, references(asked.arguments(), of), ObjectForm.OBJECT_PATH, Shown.ALL);
    }

    static Query.Associators associators(Arguments arguments, ObjectPath of) throws CimFailure {
        return new Query.Associators(
                of,
                arguments.className("AssocClass").orElse(""),
                arguments.className("ResultClass").orElse(""),
                arguments.text("ResultRole").orElse(""),
                arguments.text("Role").orElse(""),
                "",
                "",
                false,
                false,
                false);
    }

    static Query.References references(Arguments arguments, ObjectPath of) throws CimFailure {
        return new Query.References(
                of,
                arguments.className("ResultClass").orElse(""),
                arguments.text("Role").orElse(""),
                "",
                false,
                false,
                false);
    }

    private static ObjectPath object(Asked asked) throws CimFailure {
        return asked.arguments().requirePath("ObjectName");
    }

    private static Answer linked(Asked asked, Query query, ObjectForm form, Shown shown) throws CimFailure {
        return Whole.answer(
                paging -> asked.served().objects().query(asked.scope(), query, paging), form, asked.schema(), shown);
    }

    private static Answer classes(Asked asked, List<CimClass> found) throws CimFailure {
        Shown shown = asked.shown();
        ClassWriter writer = new ClassWriter(
                false, asked.arguments().flag("IncludeQualifiers", false), shown.isOriginTold(), shown::has);
        StringBuilder out = new StringBuilder();
        for (CimClass one : found) {
            out.append("<VALUE.OBJECTWITHPATH>").append(ClassReads.path(asked, one));
            writer.write(out, one);
            out.append("</VALUE.OBJECTWITHPATH>");
        }
        return Answer.of(out);
    }

    private static Answer names(Asked asked, List<CimClass> found) {
        StringBuilder out = new StringBuilder();
        for (CimClass one : found) {
            out.append("<OBJECTPATH>").append(ClassReads.path(asked, one)).append("</OBJECTPATH>");
        }
        return Answer.of(out);
    }
}
