package dev.ferry.cim.object;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.NamedMap;
import java.util.Collection;
import java.util.List;

/** All that is shown in one namespace. A class that is declared and not here has no instances. */
public final class Catalog {
    private final Schema schema;
    private final NamedMap<ClassView<?>> served;

    /** That the views fit the schema is a matter of this program: what does not is an {@link IllegalStateException}. */
    public Catalog(Schema schema, Collection<? extends ClassView<?>> views) {
        NamedMap<ClassView<?>> byClass = NamedMap.empty();
        for (ClassView<?> view : views) {
            CimClass owner = schema.find(view.className())
                    .orElseThrow(() -> new IllegalStateException(
                            "namespace " + schema.namespace() + " declares no class " + view.className()));
            if (byClass.contains(owner.name())) {
                throw new IllegalStateException("class " + owner.name() + " is shown twice");
            }
            check(owner, view.nameProperty());
            check(owner, view.idProperty());
            byClass = byClass.with(owner.name(), view);
        }
        this.schema = schema;
        this.served = inOrder(schema, byClass);
    }

    private static void check(CimClass owner, String property) {
        if (!property.isEmpty() && owner.property(property).isEmpty()) {
            throw new IllegalStateException("class " + owner.name() + " has no property " + property);
        }
    }

    private static NamedMap<ClassView<?>> inOrder(Schema schema, NamedMap<ClassView<?>> byClass) {
        List<ClassView<?>> ordered = schema.classes().stream()
                .<ClassView<?>>flatMap(owner -> byClass.find(owner.name()).stream())
                .toList();
        return NamedMap.of(ordered, ClassView::className);
    }

    public Schema schema() {
        return schema;
    }

    /** All of them, in the schema's order. */
    public List<ClassView<?>> views() {
        return served.values();
    }

    /** The served classes that are the class or below it, in the schema's order. */
    public List<ClassView<?>> views(String className) {
        return views().stream()
                .filter(view -> schema.isSubclass(view.className(), className))
                .toList();
    }
}
