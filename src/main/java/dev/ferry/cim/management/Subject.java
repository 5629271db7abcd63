package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;

/** What a path means: a system by its identifier, or settings by the GUID of what they belong to, a system or a snapshot. */
record Subject(String guid, boolean isSettings) {
    static final String SYSTEM = "CIM_ComputerSystem";
    static final String SETTINGS = "CIM_VirtualSystemSettingData";

    /** The system that a parameter refers to. */
    static Outcome<SystemId> system(Invocation call, String parameter) {
        return of(call, parameter)
                .then(subject -> subject.isSettings()
                        ? Refusals.invalid(
                                parameter + " refers to settings, not to a system", "refer to a Msvm_ComputerSystem")
                        : Outcome.ok(new SystemId(subject.guid())));
    }

    static Outcome<Subject> of(Invocation call, String parameter) {
        return call.reference(parameter)
                .map(path -> of(call.scope(), parameter, path))
                .orElseGet(() -> Refusals.missing(parameter));
    }

    static Outcome<Subject> of(Scope scope, String parameter, ObjectPath path) {
        if (!path.namespace().isEmpty()
                && !Names.same(path.namespace(), scope.namespace().path())) {
            return Refusals.invalid(
                    parameter + " refers to the namespace " + path.namespace(),
                    "use a path of " + scope.namespace().path());
        }
        if (scope.schema().isSubclass(path.className(), SYSTEM)) {
            String name = key(path, "Name");
            return Guid.isGuid(name)
                    ? Outcome.ok(new Subject(Guid.canonical(name), false))
                    : Refusals.invalid(
                            parameter + " refers to " + CimFailure.quoted(name) + ", which is not a virtual system",
                            "a virtual system is known by its GUID");
        }
        if (scope.schema().isSubclass(path.className(), SETTINGS)) {
            String id = key(path, "InstanceID");
            return InstanceIds.firstGuid(id)
                    .map(guid -> Outcome.ok(new Subject(guid, true)))
                    .orElseGet(() -> Refusals.invalid(
                            parameter + " refers to settings " + CimFailure.quoted(id) + ", which there are not",
                            "settings are known by Microsoft: and a GUID"));
        }
        return Refusals.invalid(
                parameter + " refers to a " + path.className() + ", which is neither a system nor its settings",
                "refer to a Msvm_ComputerSystem");
    }

    static String key(ObjectPath path, String name) {
        return path.keys() instanceof ObjectPath.Keys.Unnamed(var value)
                ? value.text()
                : path.key(name).text();
    }
}
