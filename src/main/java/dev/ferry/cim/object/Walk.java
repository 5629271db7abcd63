package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of an answer: goes from the cursor through views and rows until the page is full and it is known whether there is more. */
final class Walk {
    private record Found(CimInstance instance, Cursor behind) {}

    private final Scope scope;
    private final Question question;
    private final Paging paging;
    private final List<Found> found = new ArrayList<>();

    private Walk(Scope scope, Question question, Paging paging) {
        this.scope = scope;
        this.question = question;
        this.paging = paging;
    }

    static Page page(Scope scope, Question question, Paging paging) throws CimFailure {
        Walk walk = new Walk(scope, question, paging);
        walk.walk();
        return walk.page();
    }

    private void walk() throws CimFailure {
        List<ClassView<?>> views = question.views();
        List<String> names = names(views);
        int first = paging.from().equals(Cursor.START)
                ? 0
                : names.indexOf(paging.from().view());
        if (first < 0) {
            throw Cursor.malformed(paging.from().text());
        }
        for (int at = first; at < views.size() && lacking() > 0; at++) {
            walk(views.get(at), names.get(at), at == first ? paging.from() : Cursor.START);
        }
    }

    /** What a cursor calls them: their classes, with a number from the second of a class on. */
    private static List<String> names(List<ClassView<?>> views) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (ClassView<?> view : views) {
            int number = seen.merge(view.className(), 1, Integer::sum);
            names.add(number == 1 ? view.className() : view.className() + "-" + number);
        }
        return names;
    }

    private <R> void walk(ClassView<R> view, String name, Cursor from) throws CimFailure {
        Family<R> family = question.reading().of(view.family());
        Rows<R> rows = question.about().isPresent()
                ? Rows.concernedBy(question.about().get(), family, scope, from.after())
                : Rows.of(family, scope, question.wanted().apply(view), from.after());
        String before = from.after();
        Optional<R> row = rows.next(lacking());
        while (row.isPresent()) {
            String key = family.key(row.get());
            List<Lead> leads = view.instances(row.get(), scope).stream()
                    .flatMap(instance -> question.leads().apply(instance).stream())
                    .toList();
            for (int at = from.givenOf(key); at < leads.size() && lacking() > 0; at++) {
                Cursor behind =
                        at + 1 == leads.size() ? Cursor.after(name, key) : Cursor.within(name, before, key, at + 1);
                leads.get(at).follow().ifPresent(instance -> found.add(new Found(instance, behind)));
            }
            before = key;
            row = lacking() > 0 ? rows.next(lacking()) : Optional.empty();
        }
    }

    /** One more than the page can hold tells that there is more. */
    private int lacking() {
        return paging.maxInstances() + 1 - found.size();
    }

    private Page page() {
        int held = Math.min(paging.maxInstances(), found.size());
        List<CimInstance> instances =
                found.subList(0, held).stream().map(Found::instance).toList();
        if (held == found.size()) {
            return new Page(instances, Optional.empty());
        }
        return new Page(
                instances,
                Optional.of(held == 0 ? paging.from() : found.get(held - 1).behind()));
    }
}
