package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.ClassDeclaration;
import dev.ferry.cim.mof.MofDocument;
import dev.ferry.cim.mof.QualifierDeclaration;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes classes of what was declared, superclasses first, whatever order the texts have. */
final class SchemaLinker {
    private final String namespace;
    private final Map<String, ClassDeclaration> declared = new LinkedHashMap<>();
    private final Map<String, CimClass> linked = new HashMap<>();
    private final NamedMap<CimQualifierType> qualifierTypes;
    private final ClassLinker linker;

    SchemaLinker(String namespace, List<MofDocument> documents) throws CimFailure {
        this.namespace = namespace;
        this.qualifierTypes = qualifierTypes(documents);
        this.linker = new ClassLinker(new QualifierLinker(qualifierTypes), this::isSubclass);
        for (MofDocument document : documents) {
            for (ClassDeclaration declaration : document.classes()) {
                if (isHere(declaration.namespace())) {
                    declare(declaration);
                }
            }
        }
    }

    Schema schema() throws CimFailure {
        for (ClassDeclaration declaration : declared.values()) {
            link(declaration);
        }
        List<CimClass> classes = new ArrayList<>();
        for (String key : declared.keySet()) {
            classes.add(linked.get(key));
        }
        NamedMap<CimClass> byName = NamedMap.of(classes, CimClass::name);
        for (CimClass owner : classes) {
            for (CimProperty property : owner.ownProperties()) {
                checkReference(owner, property, byName);
            }
        }
        return new Schema(namespace, qualifierTypes, byName);
    }

    private static void checkReference(CimClass owner, CimProperty property, NamedMap<CimClass> classes)
            throws CimFailure {
        if (property.isReference() && !classes.contains(property.type().referenceClass())) {
            throw new CimFailure(
                    CimStatus.INVALID_CLASS,
                    "class " + owner.name() + ", property " + property.name() + " refers to "
                            + property.type().referenceClass() + ", which is not declared");
        }
    }

    private void declare(ClassDeclaration declaration) throws CimFailure {
        ClassDeclaration other = declared.putIfAbsent(Names.key(declaration.name()), declaration);
        if (other != null) {
            throw new CimFailure(
                    CimStatus.ALREADY_EXISTS,
                    declaration.place() + ": class " + declaration.name() + " is already declared at " + other.place());
        }
    }

    /** The chain up to a class that is linked already, then down again; no recursion, a chain may be long. */
    private void link(ClassDeclaration declaration) throws CimFailure {
        List<ClassDeclaration> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        ClassDeclaration here = declaration;
        while (here != null && !linked.containsKey(Names.key(here.name()))) {
            if (!seen.add(Names.key(here.name()))) {
                throw new CimFailure(
                        CimStatus.INVALID_SUPERCLASS,
                        here.place() + ": class " + here.name() + " is a superclass of itself");
            }
            chain.add(here);
            here = here.superclass().isEmpty() ? null : superclass(here);
        }
        for (ClassDeclaration next : chain.reversed()) {
            Optional<CimClass> parent = Optional.ofNullable(linked.get(Names.key(next.superclass())));
            linked.put(Names.key(next.name()), linker.link(next, parent));
        }
    }

    private ClassDeclaration superclass(ClassDeclaration declaration) throws CimFailure {
        ClassDeclaration superclass = declared.get(Names.key(declaration.superclass()));
        if (superclass == null) {
            throw new CimFailure(
                    CimStatus.INVALID_SUPERCLASS,
                    declaration.place() + ": class " + declaration.name() + " has the superclass "
                            + declaration.superclass() + ", which is not declared");
        }
        return superclass;
    }

    private boolean isSubclass(String className, String ofClass) {
        Set<String> seen = new HashSet<>();
        ClassDeclaration here = declared.get(Names.key(className));
        while (here != null && seen.add(Names.key(here.name()))) {
            if (Names.same(here.name(), ofClass)) {
                return true;
            }
            here = declared.get(Names.key(here.superclass()));
        }
        return false;
    }

    private NamedMap<CimQualifierType> qualifierTypes(List<MofDocument> documents) throws CimFailure {
        NamedMap<CimQualifierType> types = NamedMap.empty();
        for (MofDocument document : documents) {
            for (QualifierDeclaration declaration : document.qualifiers()) {
                if (isHere(declaration.namespace())) {
                    types = with(types, declaration);
                }
            }
        }
        return types;
    }

    private static NamedMap<CimQualifierType> with(NamedMap<CimQualifierType> types, QualifierDeclaration declaration)
            throws CimFailure {
        if (types.contains(declaration.name())) {
            throw new CimFailure(
                    CimStatus.ALREADY_EXISTS,
                    declaration.place() + ": the qualifier " + declaration.name() + " is already declared");
        }
        CimValue value = Literals.typed(declaration.type(), declaration.defaultValue())
                .orElseThrow(() -> new CimFailure(
                        CimStatus.TYPE_MISMATCH,
                        declaration.place() + ": the default of the qualifier " + declaration.name() + " is not "
                                + declaration.type().told()));
        Flavors flavors = Flavors.USUAL.with(declaration.flavors());
        return types.with(
                declaration.name(),
                new CimQualifierType(declaration.name(), declaration.type(), value, declaration.scopes(), flavors));
    }

    private boolean isHere(String declaredNamespace) {
        return declaredNamespace.isEmpty() || Names.same(declaredNamespace, namespace);
    }
}
