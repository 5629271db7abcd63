package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.text.ValueXml;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.wql.Query;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;

/** Operations that read instances and answer in one piece. */
final class InstanceReads {
    private InstanceReads() {}

    static Answer get(Asked asked) throws CimFailure {
        Shown shown = asked.shown();
        CimInstance found =
                asked.served().objects().get(asked.scope(), asked.arguments().requirePath("InstanceName"));
        StringBuilder out = new StringBuilder();
        ObjectForm.INSTANCE.write(out, found, asked.schema(), shown);
        return Answer.of(out);
    }

    /** Instances of classes below are told too; whether with what only these have is a matter of DeepInheritance. */
    static Answer enumerate(Asked asked) throws CimFailure {
        CimClass owner = asked.schema().require(asked.arguments().requireClassName("ClassName"));
        return Whole.answer(
                paging -> page(asked, owner, paging), ObjectForm.NAMED_INSTANCE, asked.schema(), shown(asked, owner));
    }

    static Shown shown(Asked asked, CimClass owner) throws CimFailure {
        return asked.arguments().flag("DeepInheritance", true)
                ? asked.shown()
                : asked.shown()
                        .within(owner.properties().stream()
                                .map(CimProperty::name)
                                .toList());
    }

    static Answer enumerateNames(Asked asked) throws CimFailure {
        CimClass owner = asked.schema().require(asked.arguments().requireClassName("ClassName"));
        return Whole.answer(paging -> page(asked, owner, paging), ObjectForm.INSTANCE_NAME, asked.schema(), Shown.ALL);
    }

    private static Page page(Asked asked, CimClass owner, Paging paging) throws CimFailure {
        return asked.served().objects().enumerate(asked.scope(), owner.name(), true, paging);
    }

    static Answer query(Asked asked) throws CimFailure {
        Query query = Query.parse(
                asked.arguments().requireText("QueryLanguage"),
                asked.arguments().requireText("Query"));
        return Whole.answer(
                paging -> asked.served().objects().query(asked.scope(), query, paging),
                ObjectForm.OBJECT_WITH_PATH,
                asked.schema(),
                Shown.ALL);
    }

    static Answer property(Asked asked) throws CimFailure {
        CimInstance found =
                asked.served().objects().get(asked.scope(), asked.arguments().requirePath("InstanceName"));
        CimProperty property = asked.schema()
                .require(found.className())
                .requireProperty(asked.arguments().requireText("PropertyName"));
        StringBuilder out = new StringBuilder();
        ValueXml.write(out, found.value(property.name()));
        return Answer.of(out);
    }
}
