package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.service.PlannedService;
import dev.ferry.service.SystemService;
import java.util.Optional;
import java.util.Set;

/** The methods that change the settings of a system, or of the service. They are done when they answer. */
final class Modifications {
    private static final String SERVICE_SETTINGS = "Msvm_VirtualSystemManagementServiceSettingData";

    private final SystemService systems;
    private final PlannedService planned;
    private final Surroundings around;

    Modifications(SystemService systems, PlannedService planned, Surroundings around) {
        this.systems = systems;
        this.planned = planned;
        this.around = around;
    }

    /** The system is referred to; which of its settings are meant, the instance says. */
    Returned ofReferred(Invocation call) throws CimFailure {
        Outcome<Target> target = Subject.system(call, "ComputerSystem")
                .then(id -> Sent.instance(call, "SystemSettingData", Subject.SETTINGS)
                        .then(sent -> Target.of(call, sent, id)));
        return changed(call, target, "ModifiedSettingData");
    }

    /** The settings say themselves whose they are. */
    Returned ofNamed(Invocation call) throws CimFailure {
        Outcome<Target> target =
                Sent.instance(call, "SystemSettings", Subject.SETTINGS).then(sent -> Target.of(call, sent, null));
        return changed(call, target, "");
    }

    /** Settings that were sent: whose they are, and where they are shown. */
    record Target(SystemId owner, ObjectPath path, CimInstance sent) {
        /** {@code referred} is the system that they must belong to, null when any will do. */
        static Outcome<Target> of(Invocation call, CimInstance sent, SystemId referred) {
            String id = sent.text("InstanceID").orElse("");
            Optional<SystemId> owner = InstanceIds.firstGuid(id).map(SystemId::new);
            if (id.isEmpty() && referred != null) {
                return at(call, sent, referred, idOf(sent, referred));
            }
            if (owner.isEmpty()) {
                return Refusals.invalid(
                        "InstanceID of the settings is " + CimFailure.quoted(id) + ", which names none",
                        "send the InstanceID of the settings that are to be changed");
            }
            if (referred != null && !owner.get().equals(referred)) {
                return Refusals.invalid(
                        "the settings " + CimFailure.quoted(id) + " are not those of the system " + referred,
                        "send the settings of the system itself; those of a snapshot cannot be changed");
            }
            return at(call, sent, owner.get(), idOf(sent, owner.get()));
        }

        private static Outcome<Target> at(Invocation call, CimInstance sent, SystemId owner, String id) {
            return Outcome.ok(new Target(owner, call.scope().path(sent.className(), "InstanceID", id), sent));
        }

        private static String idOf(CimInstance sent, SystemId owner) {
            boolean isGlobal = sent.className().equalsIgnoreCase("Msvm_VirtualSystemGlobalSettingData");
            return InstanceIds.settings(owner.value()) + (isGlobal ? "\\Global" : "");
        }
    }

    private Returned changed(Invocation call, Outcome<Target> target, String result) throws CimFailure {
        return switch (target) {
            case Outcome.Refused<Target>(var refusal) -> Returned.refused(refusal);
            case Outcome.Ok<Target>(var found) -> changed(call, found, result);
        };
    }

    private Returned changed(Invocation call, Target target, String result) throws CimFailure {
        Optional<CimInstance> shown = around.shown().at(call.scope(), target.path());
        if (shown.isEmpty()) {
            return Returned.refused(Replies.noSystem(target.owner().value()));
        }
        Outcome<Boolean> done = PlannedModification.concerns(shown.get())
                ? PlannedModification.of(call.scope(), target.sent(), shown.get())
                        .then(this::repair)
                : Modification.of(call.scope(), target.sent(), shown.get())
                        .then(patch -> patch.map(wanted -> apply(target.owner(), wanted))
                                .orElseGet(() -> Outcome.ok(false)));
        return Replies.returned(
                done,
                _ -> result.isEmpty()
                        ? Returned.completed()
                        : Returned.completed().with(result, CimValue.of(target.path())));
    }

    private Outcome<Boolean> repair(PlannedModification repair) {
        return repair.changes().isEmpty()
                ? Outcome.ok(false)
                : Waiting.on(planned.change(repair.system(), repair.changes())).map(_ -> true);
    }

    private Outcome<Boolean> apply(SystemId id, SettingsPatch patch) {
        return Waiting.on(systems.get(id))
                .then(row -> row.isPresent()
                        ? Waiting.on(systems.change(id, patch)).map(_ -> true)
                        : Refusals.notServed(
                                "the settings " + InstanceIds.settings(id.value())
                                        + " are those of a snapshot, which stay as they were taken",
                                "change the settings of the system"));
    }

    /** The settings of the service are a node's configuration: nothing about them can be changed while it runs. */
    Returned ofService(Invocation call) throws CimFailure {
        ObjectPath path = call.scope().path(SERVICE_SETTINGS, "InstanceID", "Microsoft:host");
        CimInstance shown = around.shown().at(call.scope(), path).orElseGet(() -> CimInstance.of(SERVICE_SETTINGS));
        Outcome<CimInstance> asked = Sent.instance(call, "SettingData", SERVICE_SETTINGS)
                .then(sent -> Unserved.none(call.scope(), sent, shown, Set.of()));
        return Replies.returned(asked, _ -> Returned.completed());
    }
}
