package dev.ferry.cim.schema;

import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.NamedMap;
import java.util.List;
import java.util.Optional;

/** A method of a class. One that returns nothing has no type. */
public record CimMethod(
        String name,
        Optional<DeclaredType> returns,
        NamedMap<CimParameter> parametersByName,
        Qualifiers qualifiers,
        String originClass,
        String declaredIn) {
    public List<CimParameter> parameters() {
        return parametersByName.values();
    }

    public Optional<CimParameter> parameter(String parameterName) {
        return parametersByName.find(parameterName);
    }

    public boolean isStatic() {
        return qualifiers.flag("Static");
    }
}
