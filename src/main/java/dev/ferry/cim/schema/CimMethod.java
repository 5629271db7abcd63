package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Typing;
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

    /** The value as this parameter holds it; refuses what it cannot hold, and a parameter that is not there. */
    public CimValue typed(String parameterName, CimValue value) throws CimFailure {
        CimParameter parameter = parameter(parameterName)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.INVALID_PARAMETER,
                        "method " + name + " has no parameter " + CimFailure.quoted(parameterName)));
        return Typing.convert(parameter.type(), value)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.TYPE_MISMATCH,
                        "method " + name + ", parameter " + parameter.name() + " is declared "
                                + parameter.type().told() + " and cannot hold " + CimFailure.quoted(value.text())));
    }

    public boolean isStatic() {
        return qualifiers.flag("Static");
    }
}
