package dev.ferry.cim.object;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that is shown in one namespace. A class that is declared and not here has no instances. */
public final class Catalog {
    private final Schema schema;
    private final List<ClassView<?>> served;
    private final Map<String, List<ClassView<?>>> byClass = new HashMap<>();

    /** That the views fit the schema is a matter of this program: what does not is an {@link IllegalStateException}. */
    public Catalog(Schema schema, Collection<? extends ClassView<?>> views) {
        for (ClassView<?> view : views) {
            CimClass owner = schema.find(view.className())
                    .orElseThrow(() -> new IllegalStateException(
                            "namespace " + schema.namespace() + " declares no class " + view.className()));
            check(owner, view.nameProperty());
            check(owner, view.idProperty());
        }
        this.schema = schema;
        this.served = schema.classes().stream()
                .<ClassView<?>>flatMap(
                        owner -> views.stream().filter(view -> Names.same(view.className(), owner.name())))
                .toList();
        for (CimClass any : schema.classes()) {
            List<ClassView<?>> below = served.stream()
                    .filter(view -> schema.isSubclass(view.className(), any.name()))
                    .toList();
            byClass.put(Names.key(any.name()), below);
        }
    }

    private static void check(CimClass owner, String property) {
        if (!property.isEmpty() && owner.property(property).isEmpty()) {
            throw new IllegalStateException("class " + owner.name() + " has no property " + property);
        }
    }

    public Schema schema() {
        return schema;
    }

    /** All of them, in the schema's order; those of one class, which are of different rows, as they were given. */
    public List<ClassView<?>> views() {
        return served;
    }

    /** Those of the class and of the classes below it, in the schema's order. */
    public List<ClassView<?>> views(String className) {
        return byClass.getOrDefault(Names.key(className), List.of());
    }
}
