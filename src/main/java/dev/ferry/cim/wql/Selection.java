package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.Typing;
import java.util.List;
import java.util.Optional;

/**
 * A select that fits a schema, to be held against instances. What is compared with a value that is not there is neither
 * true nor false, and only what is true is selected.
 */
public final class Selection {
    static final String THIS = "__this";

    private final Query.Select select;
    private final Schema schema;

    private Selection(Query.Select select, Schema schema) {
        this.select = select;
        this.schema = schema;
    }

    /** Refuses classes and properties that are not there, and literals that a property can never be compared with. */
    public static Selection of(Query.Select select, Schema schema) throws CimFailure {
        CimClass owner = schema.require(select.className());
        for (Column column : select.columns()) {
            property(column, owner);
        }
        if (select.where().isPresent()) {
            check(select.where().get(), owner);
        }
        return new Selection(select, schema);
    }

    public boolean matches(CimInstance instance) {
        return schema.isSubclass(instance.className(), select.className())
                && (select.where().isEmpty()
                        || holds(select.where().get(), instance).orElse(false));
    }

    /** The instance with what was selected; what it does not say is there without a value. */
    public CimInstance project(CimInstance instance) {
        if (select.columns().isEmpty()) {
            return instance;
        }
        CimInstance projected = new CimInstance(instance.className(), NamedMap.empty(), instance.path());
        for (Column column : select.columns()) {
            String name = schema.find(instance.className())
                    .flatMap(owner -> owner.property(column.toString()))
                    .map(CimProperty::name)
                    .orElse(column.toString());
            projected = projected.with(name, value(column, instance));
        }
        return projected;
    }

    private Optional<Boolean> holds(Condition condition, CimInstance instance) {
        return switch (condition) {
            case Condition.And(var conditions) -> all(conditions, instance, true);
            case Condition.Or(var conditions) -> all(conditions, instance, false);
            case Condition.Not(var inner) -> holds(inner, instance).map(holds -> !holds);
            case Condition.Comparison(var column, var operator, var literal) ->
                Comparing.holds(value(column, instance), operator, literal);
            case Condition.Like(var column, var pattern) ->
                switch (value(column, instance)) {
                    case CimValue.Text(var text) -> Optional.of(new LikePattern(pattern).matches(text));
                    case CimValue.Reference(var path) -> Optional.of(new LikePattern(pattern).matches(path.toString()));
                    case CimValue _ -> Optional.empty();
                };
            case Condition.IsA(var column, var className) ->
                held(column, instance).map(held -> schema.isSubclass(held.className(), className));
            case Condition.IsNull(var column) ->
                Optional.of(value(column, instance).isNull());
        };
    }

    /** All of them, or with {@code wanted} false any of them: one that is not {@code wanted} decides. */
    private Optional<Boolean> all(List<Condition> conditions, CimInstance instance, boolean wanted) {
        Optional<Boolean> result = Optional.of(wanted);
        for (Condition condition : conditions) {
            Optional<Boolean> holds = holds(condition, instance);
            if (holds.isPresent() && holds.get() != wanted) {
                return holds;
            }
            result = holds.isEmpty() ? holds : result;
        }
        return result;
    }

    private CimValue value(Column column, CimInstance instance) {
        if (!column.isSimple()) {
            return held(new Column(List.of(column.name())), instance)
                    .map(held -> value(column.below(), held))
                    .orElse(CimValue.none());
        }
        return instance.has(column.name()) || !column.isSystem()
                ? instance.value(column.name())
                : SystemProperties.find(column.name(), instance, schema).orElse(CimValue.none());
    }

    /** The instance that is in a column, as text; empty when there is none. */
    private Optional<CimInstance> held(Column column, CimInstance instance) {
        if (column.isSimple() && Names.same(column.name(), THIS)) {
            return Optional.of(instance);
        }
        if (!(value(column, instance) instanceof CimValue.Text(var text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(EmbeddedText.read(text, schema));
        } catch (CimFailure _) {
            return Optional.empty();
        }
    }

    private static void check(Condition condition, CimClass owner) throws CimFailure {
        switch (condition) {
            case Condition.And(var conditions) -> checkAll(conditions, owner);
            case Condition.Or(var conditions) -> checkAll(conditions, owner);
            case Condition.Not(var inner) -> check(inner, owner);
            case Condition.Comparison(var column, var _, var literal) -> {
                Optional<CimProperty> property = property(column, owner);
                if (property.isPresent() && !isComparable(property.get(), literal)) {
                    throw new CimFailure(
                            CimStatus.INVALID_QUERY,
                            "class " + owner.name() + ", property "
                                    + property.get().name() + " is declared "
                                    + property.get().type().told() + " and cannot be compared with "
                                    + CimFailure.quoted(literal.text()));
                }
            }
            case Condition.Like(var column, var _) -> property(column, owner);
            case Condition.IsA(var column, var _) -> property(column, owner);
            case Condition.IsNull(var column) -> property(column, owner);
        }
    }

    private static void checkAll(List<Condition> conditions, CimClass owner) throws CimFailure {
        for (Condition condition : conditions) {
            check(condition, owner);
        }
    }

    /** A number beyond what the type holds can still be compared; a number with a text cannot. */
    private static boolean isComparable(CimProperty property, CimValue literal) {
        boolean isNumber = literal instanceof CimValue.Whole
                || literal instanceof CimValue.Real
                || literal instanceof CimValue.Bool;
        return !property.type().isArray()
                && (Typing.convert(property.type().type(), literal).isPresent()
                        || (property.type().type().isNumeric() && isNumber));
    }

    /** Empty for what is not one of the class's own: system properties, and what lies in another instance. */
    private static Optional<CimProperty> property(Column column, CimClass owner) throws CimFailure {
        if (column.name().startsWith("__")) {
            return Optional.empty();
        }
        Optional<CimProperty> property = owner.property(column.name());
        if (property.isEmpty()) {
            throw new CimFailure(
                    CimStatus.INVALID_QUERY,
                    "class " + owner.name() + " has no property " + CimFailure.quoted(column.name()));
        }
        return column.isSimple() ? property : Optional.empty();
    }
}
