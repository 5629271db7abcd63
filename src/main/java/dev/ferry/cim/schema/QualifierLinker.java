package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.QualifierUse;
import dev.ferry.cim.mof.Scope;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what an element's qualifiers are: those it inherits, and its own over them. */
final class QualifierLinker {
    /** What a subclass does not inherit even where nobody has declared it. */
    private static final Set<String> RESTRICTED =
            Set.of("abstract", "override", "version", "deprecated", "experimental", "terminal", "dynamic", "provider");

    private final NamedMap<CimQualifierType> types;

    QualifierLinker(NamedMap<CimQualifierType> types) {
        this.types = types;
    }

    Qualifiers link(String element, Scope scope, List<QualifierUse> uses, Optional<Qualifiers> inherited)
            throws CimFailure {
        NamedMap<CimQualifier> all = NamedMap.empty();
        for (CimQualifier qualifier : inherited.map(Qualifiers::all).orElse(List.of())) {
            if (qualifier.flavors().toSubclass()) {
                all = all.with(qualifier.name(), qualifier.inherited());
            }
        }
        for (QualifierUse use : uses) {
            CimQualifier own = own(element, scope, use);
            Optional<CimQualifier> old = all.find(use.name());
            if (old.isPresent()
                    && !old.get().flavors().overridable()
                    && !old.get().value().equals(own.value())) {
                throw new CimFailure(
                        CimStatus.INVALID_PARAMETER,
                        use.place() + ": " + element + " may not change the qualifier " + own.name()
                                + " that it inherits");
            }
            all = all.with(own.name(), own);
        }
        return new Qualifiers(all);
    }

    private CimQualifier own(String element, Scope scope, QualifierUse use) throws CimFailure {
        Optional<CimQualifierType> declared = types.find(use.name());
        if (declared.isPresent() && !declared.get().covers(scope)) {
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER,
                    use.place() + ": " + element + " may not have the qualifier " + use.name() + ", which is not for a "
                            + scope.word());
        }
        DeclaredType type = declared.map(CimQualifierType::type).orElseGet(() -> Literals.looksLike(use.value()));
        boolean isFlag = type.type() == CimType.BOOLEAN && !type.isArray();
        CimValue implied = isFlag
                ? CimValue.of(true)
                : declared.map(CimQualifierType::defaultValue).orElse(CimValue.none());
        CimValue value = use.value().isEmpty()
                ? implied
                : Literals.typed(type, use.value().get())
                        .orElseThrow(() -> new CimFailure(
                                CimStatus.TYPE_MISMATCH,
                                use.place() + ": " + element + ", the qualifier " + use.name() + " is declared "
                                        + type.told() + " and cannot hold what is given"));
        Flavors flavors = declared.map(CimQualifierType::flavors).orElse(usual(use.name()));
        String name = declared.map(CimQualifierType::name).orElse(use.name());
        return new CimQualifier(name, type, value, flavors.with(use.flavors()), false);
    }

    private static Flavors usual(String name) {
        return RESTRICTED.contains(Names.key(name)) ? new Flavors(true, false, false, false) : Flavors.USUAL;
    }
}
