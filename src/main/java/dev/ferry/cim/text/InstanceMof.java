package dev.ferry.cim.text;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.InstanceDeclaration;
import dev.ferry.cim.mof.MofDocument;
import dev.ferry.cim.mof.MofValue;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.List;

/**
 * The instances that a text of MOF declares, each of its class. An alias stands for the path of what was declared
 * above.
 */
public final class InstanceMof {
    private final Schema schema;
    private NamedMap<ObjectPath> aliases = NamedMap.empty();

    private InstanceMof(Schema schema) {
        this.schema = schema;
    }

    public static List<CimInstance> read(MofDocument document, Schema schema) throws CimFailure {
        InstanceMof reading = new InstanceMof(schema);
        List<CimInstance> instances = new ArrayList<>();
        for (InstanceDeclaration declaration : document.instances()) {
            instances.add(reading.instance(declaration));
        }
        return instances;
    }

    private CimInstance instance(InstanceDeclaration declaration) throws CimFailure {
        CimClass owner = schema.require(declaration.className());
        List<CimInstance.Property> given = new ArrayList<>();
        for (InstanceDeclaration.Assignment assignment : declaration.assignments()) {
            if (assignment.name().startsWith("__")) {
                continue;
            }
            CimProperty property = owner.property(assignment.name())
                    .orElseThrow(() -> new CimFailure(
                            CimStatus.NO_SUCH_PROPERTY,
                            assignment.place() + ": class " + owner.name() + " has no property "
                                    + CimFailure.quoted(assignment.name())));
            given.add(new CimInstance.Property(property.name(), value(assignment, property, assignment.value())));
        }
        CimInstance instance = owner.instance(given);
        if (!declaration.alias().isEmpty()) {
            aliases = aliases.with(declaration.alias(), owner.pathOf(instance));
        }
        return instance;
    }

    private CimValue value(InstanceDeclaration.Assignment assignment, CimProperty property, MofValue value)
            throws CimFailure {
        return switch (value) {
            case MofValue.Literal(var literal) -> literal;
            case MofValue.Alias(var name) ->
                CimValue.of(aliases.find(name)
                        .orElseThrow(() -> failure(assignment, "there is no instance $" + name + " above")));
            case MofValue.Nested(var nested) -> CimValue.of(InstanceXml.write(instance(nested), schema));
            case MofValue.Items(var items) -> array(assignment, property, items);
        };
    }

    private CimValue array(InstanceDeclaration.Assignment assignment, CimProperty property, List<MofValue> items)
            throws CimFailure {
        CimType type = property.type().type();
        List<CimValue> elements = new ArrayList<>();
        for (MofValue item : items) {
            if (item instanceof MofValue.Items) {
                throw failure(assignment, "an array holds no arrays");
            }
            CimValue element = value(assignment, property, item);
            elements.add(Typing.convert(type, element)
                    .orElseThrow(() -> new CimFailure(
                            CimStatus.TYPE_MISMATCH,
                            assignment.place() + ": property " + property.name() + " is declared "
                                    + property.type().told() + " and cannot hold "
                                    + CimFailure.quoted(element.text()))));
        }
        return new CimValue.Array(type, elements);
    }

    private static CimFailure failure(InstanceDeclaration.Assignment assignment, String rule) {
        return new CimFailure(
                CimStatus.INVALID_PARAMETER, assignment.place() + ": property " + assignment.name() + ": " + rule);
    }
}
