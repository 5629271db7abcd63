package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.ClassWriter;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.cim.wql.Selection;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.cimxml.Opened.Subject;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.Arguments;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Operations that answer piece by piece. What was opened is kept by the client alone, so that closing it frees nothing here. */
final class Enumerations {
    private static final long TIMEOUT_SECONDS_MAX = 86_400;

    private final SealedText contexts;

    Enumerations(SealedText contexts) {
        this.contexts = contexts;
    }

    Operation openInstances(ObjectForm form) {
        return asked -> {
            CimClass owner = asked.schema().require(asked.arguments().requireClassName("ClassName"));
            return first(asked, form, new Subject.OfClass(owner.name()), InstanceReads.shown(asked, owner));
        };
    }

    Operation openAssociators(ObjectForm form) {
        return asked -> {
            Query.Associators query = LinkReads.associators(asked.arguments(), object(asked));
            return first(
                    asked,
                    form,
                    new Subject.Associated(
                            query.of(),
                            query.associationClass(),
                            query.resultClass(),
                            query.resultRole(),
                            query.role()),
                    asked.shown());
        };
    }

    Operation openReferences(ObjectForm form) {
        return asked -> {
            Query.References query = LinkReads.references(asked.arguments(), object(asked));
            return first(
                    asked, form, new Subject.Referring(query.of(), query.resultClass(), query.role()), asked.shown());
        };
    }

    Answer openQuery(Asked asked) throws CimFailure {
        String text = asked.arguments().requireText("FilterQuery");
        Query query = Query.parse(asked.arguments().requireText("FilterQueryLanguage"), text);
        limits(asked.arguments());
        Opened opened = new Opened(
                asked.scope().namespace().path(),
                ObjectForm.INSTANCE,
                new Subject.Queried(text),
                "",
                Shown.ALL,
                Cursor.START);
        Answer answer =
                page(asked, opened, asked.arguments().number("MaxObjectCount").orElse(0L));
        if (asked.arguments().flag("ReturnQueryResultClass", false) && query instanceof Query.Select select) {
            StringBuilder out = new StringBuilder("<PARAMVALUE NAME=\"QueryResultClass\">");
            new ClassWriter(false, true, false, Shown.ALL::has)
                    .write(out, asked.schema().require(select.className()));
            return new Answer(answer.returned(), answer.parameters() + out.append("</PARAMVALUE>"));
        }
        return answer;
    }

    /** {@code form} is what the name of the operation promises: an enumeration of another kind does not go on here. */
    Operation pull(ObjectForm form) {
        return asked -> {
            Opened opened = opened(asked);
            if (opened.form() != form) {
                throw Opened.unknown();
            }
            long count =
                    asked.arguments().number("MaxObjectCount").orElseThrow(() -> Arguments.lacking("MaxObjectCount"));
            return page(asked, opened, count);
        };
    }

    Answer close(Asked asked) throws CimFailure {
        opened(asked);
        return Answer.nothing();
    }

    private static ObjectPath object(Asked asked) throws CimFailure {
        return asked.arguments().requirePath("InstanceName");
    }

    private Opened opened(Asked asked) throws CimFailure {
        String sealed = asked.arguments().requireText("EnumerationContext").strip();
        String text =
                contexts.open(asked.visitor().caller().principal(), sealed).orElseThrow(Opened::unknown);
        Opened opened = Opened.parse(text);
        if (!opened.namespace().equals(asked.scope().namespace().path())) {
            throw Opened.unknown();
        }
        return opened;
    }

    private Answer first(Asked asked, ObjectForm form, Subject subject, Shown shown) throws CimFailure {
        limits(asked.arguments());
        Opened opened = new Opened(
                asked.scope().namespace().path(),
                form,
                subject,
                filter(asked.arguments(), asked.schema()),
                shown,
                Cursor.START);
        return page(asked, opened, asked.arguments().number("MaxObjectCount").orElse(0L));
    }

    private static void limits(Arguments arguments) throws CimFailure {
        if (arguments.flag("ContinueOnError", false)) {
            throw new CimFailure(
                    CimStatus.CONTINUATION_ON_ERROR_NOT_SUPPORTED, "an enumeration that fails is not gone on with");
        }
        if (arguments.number("OperationTimeout").orElse(0L) > TIMEOUT_SECONDS_MAX) {
            throw new CimFailure(
                    CimStatus.INVALID_OPERATION_TIMEOUT,
                    "an enumeration is kept open for at most " + TIMEOUT_SECONDS_MAX + " s");
        }
    }

    private static String filter(Arguments arguments, Schema schema) throws CimFailure {
        Optional<String> filter = arguments.text("FilterQuery").filter(text -> !text.isBlank());
        Optional<String> language = arguments.text("FilterQueryLanguage").filter(text -> !text.isBlank());
        if (filter.isEmpty() && language.isEmpty()) {
            return "";
        }
        if (filter.isEmpty() || language.isEmpty()) {
            throw Arguments.lacking(filter.isEmpty() ? "FilterQuery" : "FilterQueryLanguage");
        }
        String word = language.get().strip().toUpperCase(Locale.ROOT);
        if (!word.equals("DMTF:FQL") && !word.equals("FQL")) {
            throw new CimFailure(
                    CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                    "a filter of the language " + CimFailure.quoted(word) + " is not known: use DMTF:FQL");
        }
        Query.parse("SELECT * FROM " + schema.classes().getFirst().name() + " WHERE " + filter.get());
        return filter.get();
    }

    private Answer page(Asked asked, Opened opened, long count) throws CimFailure {
        int limit = (int) Math.min(count, Paging.INSTANCES_MAX);
        Page page = asked.served().objects().query(asked.scope(), opened.query(), new Paging(limit, opened.from()));
        StringBuilder out = new StringBuilder();
        for (CimInstance instance : kept(asked.schema(), opened, page.instances())) {
            opened.form().write(out, instance, asked.schema(), opened.shown());
            Whole.requireRoom(out);
        }
        String context = page.next()
                .map(cursor -> contexts.seal(
                        asked.visitor().caller().principal(), opened.at(cursor).text()))
                .orElse("");
        return Answer.of(out)
                .with("EnumerationContext", "string", CimValue.of(context))
                .with("EndOfSequence", "boolean", CimValue.of(page.next().isEmpty()));
    }

    /** A class is asked with its filter; what links lead to is of many classes, so that each is held against it on its own. */
    private static List<CimInstance> kept(Schema schema, Opened opened, List<CimInstance> found) throws CimFailure {
        if (opened.filter().isEmpty() || opened.subject() instanceof Subject.OfClass) {
            return found;
        }
        List<CimInstance> kept = new ArrayList<>();
        for (CimInstance instance : found) {
            if (isMet(schema, opened.filter(), instance)) {
                kept.add(instance);
            }
        }
        return kept;
    }

    /** A class that lacks what the filter names has nothing that could meet it. */
    private static boolean isMet(Schema schema, String filter, CimInstance instance) throws CimFailure {
        String text = "SELECT * FROM " + instance.className() + " WHERE " + filter;
        try {
            return Query.parse(text) instanceof Query.Select select
                    && Selection.of(select, schema).matches(instance);
        } catch (CimFailure failure) {
            if (failure.status() == CimStatus.INVALID_QUERY) {
                return false;
            }
            throw failure;
        }
    }
}
