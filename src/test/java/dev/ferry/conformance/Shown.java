package dev.ferry.conformance;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The instances of a class, and the same with one property switched off. */
final class Shown {
    private static final int PAGE = 200;

    private Shown() {}

    static List<String> classes(CimClient client) {
        return client.objects().catalog().views().stream()
                .map(ClassView::className)
                .distinct()
                .toList();
    }

    static List<CimInstance> instances(CimClient client, String className) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = client.objects().enumerate(client.scope(), className, false, new Paging(PAGE, next.get()));
            all.addAll(page.instances());
            next = page.next();
        }
        return all;
    }

    /** As if nobody had ever written what shows the property. */
    static CimClient without(CimClient client, String className, String property) {
        Catalog catalog = client.objects().catalog();
        List<ClassView<?>> views = new ArrayList<>();
        for (ClassView<?> view : catalog.views()) {
            views.add(view.className().equals(className) ? without(view, property) : view);
        }
        return new CimClient(client.scope(), new Objects(new Catalog(catalog.schema(), views)), client.invoker());
    }

    private static <R> ClassView<R> without(ClassView<R> view, String property) {
        return new ClassView<>(
                view.className(),
                view.family(),
                (row, scope) -> {
                    List<Making> made = view.rendering().of(row, scope);
                    made.forEach(making -> making.set(property, CimValue.none()));
                    return made;
                },
                view.nameProperty(),
                view.idProperty());
    }
}
