package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.ClassDeclaration;
import dev.ferry.cim.mof.MethodDeclaration;
import dev.ferry.cim.mof.ParameterDeclaration;
import dev.ferry.cim.mof.Place;
import dev.ferry.cim.mof.PropertyDeclaration;
import dev.ferry.cim.mof.QualifierUse;
import dev.ferry.cim.mof.Scope;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Makes one class of its declaration and its linked superclass, and refuses what may not be overridden so. */
final class ClassLinker {
    private final QualifierLinker qualifiers;
    private final BiPredicate<String, String> isSubclass;

    ClassLinker(QualifierLinker qualifiers, BiPredicate<String, String> isSubclass) {
        this.qualifiers = qualifiers;
        this.isSubclass = isSubclass;
    }

    CimClass link(ClassDeclaration declaration, Optional<CimClass> parent) throws CimFailure {
        String element = "class " + declaration.name();
        Qualifiers own = qualifiers.link(
                element, scope(declaration.qualifiers()), declaration.qualifiers(), parent.map(CimClass::qualifiers));
        checkNames(declaration);
        NamedMap<CimProperty> properties =
                parent.map(CimClass::propertiesByName).orElse(NamedMap.empty());
        for (PropertyDeclaration property : declaration.properties()) {
            CimProperty linked = property(declaration.name(), property, properties.find(property.name()));
            properties = properties.with(linked.name(), linked);
        }
        NamedMap<CimMethod> methods = parent.map(CimClass::methodsByName).orElse(NamedMap.empty());
        for (MethodDeclaration method : declaration.methods()) {
            CimMethod linked = method(declaration.name(), method, methods.find(method.name()));
            methods = methods.with(linked.name(), linked);
        }
        String superclass = parent.map(CimClass::name).orElse("");
        return new CimClass(declaration.name(), superclass, own, properties, methods);
    }

    private static Scope scope(List<QualifierUse> uses) {
        for (QualifierUse use : uses) {
            if (Names.same(use.name(), "Association")) {
                return Scope.ASSOCIATION;
            }
            if (Names.same(use.name(), "Indication")) {
                return Scope.INDICATION;
            }
        }
        return Scope.CLASS;
    }

    private static void checkNames(ClassDeclaration declaration) throws CimFailure {
        Set<String> properties = new HashSet<>();
        for (PropertyDeclaration property : declaration.properties()) {
            if (!properties.add(Names.key(property.name()))) {
                throw twice(property.place(), declaration.name(), "property " + property.name());
            }
        }
        Set<String> methods = new HashSet<>();
        for (MethodDeclaration method : declaration.methods()) {
            if (!methods.add(Names.key(method.name()))) {
                throw twice(method.place(), declaration.name(), "method " + method.name());
            }
            Set<String> parameters = new HashSet<>();
            for (ParameterDeclaration parameter : method.parameters()) {
                if (!parameters.add(Names.key(parameter.name()))) {
                    throw twice(
                            parameter.place(),
                            declaration.name(),
                            "method " + method.name() + ", parameter " + parameter.name());
                }
            }
        }
    }

    private static CimFailure twice(Place place, String owner, String element) {
        return new CimFailure(
                CimStatus.ALREADY_EXISTS, place + ": class " + owner + ", " + element + " is declared twice");
    }

    private CimProperty property(String owner, PropertyDeclaration own, Optional<CimProperty> inherited)
            throws CimFailure {
        String element = "class " + owner + ", property " + own.name();
        checkOverride(element, own.name(), own.qualifiers(), own.place(), inherited.isPresent());
        if (inherited.isPresent() && !fits(own.type(), inherited.get().type())) {
            throw bad(
                    own.place(),
                    element + " is " + own.type().told() + ", but class "
                            + inherited.get().declaredIn() + " has it as "
                            + inherited.get().type().told());
        }
        Scope scope = own.type().isReference() ? Scope.REFERENCE : Scope.PROPERTY;
        Qualifiers linked = qualifiers.link(element, scope, own.qualifiers(), inherited.map(CimProperty::qualifiers));
        CimValue value = own.defaultValue().isEmpty()
                ? inherited.map(CimProperty::defaultValue).orElse(CimValue.none())
                : Literals.typed(own.type(), own.defaultValue().get())
                        .orElseThrow(() -> new CimFailure(
                                CimStatus.TYPE_MISMATCH,
                                own.place() + ": " + element + " is declared "
                                        + own.type().told() + " and cannot hold its default"));
        String origin = inherited.map(CimProperty::originClass).orElse(owner);
        return new CimProperty(own.name(), own.type(), value, linked, origin, owner);
    }

    private CimMethod method(String owner, MethodDeclaration own, Optional<CimMethod> inherited) throws CimFailure {
        String element = "class " + owner + ", method " + own.name();
        checkOverride(element, own.name(), own.qualifiers(), own.place(), inherited.isPresent());
        Qualifiers linked =
                qualifiers.link(element, Scope.METHOD, own.qualifiers(), inherited.map(CimMethod::qualifiers));
        NamedMap<CimParameter> parameters = NamedMap.empty();
        for (ParameterDeclaration parameter : own.parameters()) {
            String name = element + ", parameter " + parameter.name();
            Optional<CimParameter> old = inherited.flatMap(method -> method.parameter(parameter.name()));
            Qualifiers of =
                    qualifiers.link(name, Scope.PARAMETER, parameter.qualifiers(), old.map(CimParameter::qualifiers));
            parameters = parameters.with(parameter.name(), new CimParameter(parameter.name(), parameter.type(), of));
        }
        if (inherited.isPresent()) {
            checkSignature(element, own, parameters, inherited.get());
        }
        String origin = inherited.map(CimMethod::originClass).orElse(owner);
        return new CimMethod(own.name(), own.returns(), parameters, linked, origin, owner);
    }

    /** A caller who knows the superclass must get on with the subclass: what it can say, the other must understand. */
    private static void checkSignature(
            String element, MethodDeclaration own, NamedMap<CimParameter> parameters, CimMethod inherited)
            throws CimFailure {
        String from = "class " + inherited.declaredIn();
        boolean isReturnSame = own.returns().isPresent() == inherited.returns().isPresent()
                && (own.returns().isEmpty()
                        || own.returns().get().agreesWith(inherited.returns().get()));
        if (!isReturnSame) {
            throw bad(own.place(), element + " returns something else than in " + from);
        }
        for (CimParameter old : inherited.parameters()) {
            Optional<DeclaredType> type = parameters.find(old.name()).map(CimParameter::type);
            if (type.isEmpty()) {
                throw bad(own.place(), element + " lacks the parameter " + old.name() + " that it has in " + from);
            }
            if (!type.get().agreesWith(old.type())) {
                throw bad(
                        own.place(),
                        element + ", parameter " + old.name() + " is "
                                + type.get().told() + ", but " + from + " has it as "
                                + old.type().told());
            }
        }
    }

    private static void checkOverride(
            String element, String name, List<QualifierUse> uses, Place place, boolean isInherited) throws CimFailure {
        boolean overrides = uses.stream().anyMatch(use -> Names.same(use.name(), "Override"));
        if (overrides && !isInherited) {
            throw bad(place, element + " overrides " + name + ", which no superclass has");
        }
    }

    private boolean fits(DeclaredType own, DeclaredType inherited) {
        return own.agreesWith(inherited)
                && (!own.isReference() || isSubclass.test(own.referenceClass(), inherited.referenceClass()));
    }

    private static CimFailure bad(Place place, String sentence) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, place + ": " + sentence);
    }
}
