package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.service.FrontDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The methods that give a system resources, change them and take them away. A system that is there changes by a job, all at once
 * or not at all; a planned one has changed when they answer.
 */
final class Resources {
    private static final String RESOURCE = "CIM_ResourceAllocationSettingData";

    private final FrontDesk desk;
    private final Surroundings around;
    private final Form form;

    /** What the parameters are called. {@code system} says whose resources are changed or removed; "" where they say it themselves. */
    enum Form {
        V1("TargetSystem", "ComputerSystem", "ResourceSettingData", "NewResources", ""),
        V2("AffectedConfiguration", "", "ResourceSettings", "ResultingResourceSettings", "ResultingResourceSettings");

        private final String target;
        private final String system;
        private final String resources;
        private final String added;
        private final String modified;

        Form(String target, String system, String resources, String added, String modified) {
            this.target = target;
            this.system = system;
            this.resources = resources;
            this.added = added;
            this.modified = modified;
        }
    }

    Resources(FrontDesk desk, Surroundings around, Form form) {
        this.desk = desk;
        this.around = around;
        this.form = form;
    }

    Returned add(Invocation call) {
        return Replies.returned(
                target(call, form.target).then(owner -> Sent.instances(call, form.resources, RESOURCE)
                        .then(sent -> Additions.of(call.scope(), owner, sent, UUID::randomUUID))
                        .then(wish -> apply(call, owner, JobKind.ADD_RESOURCES, wish.changes())
                                .map(answer -> answer.with(form.added, CimValue.references(wish.paths()))))),
                answer -> answer);
    }

    /** The system that is referred to, or the settings. */
    private Outcome<Owner> target(Invocation call, String parameter) {
        return form == Form.V1
                ? Subject.system(call, parameter).then(id -> owner(id.value()))
                : Subject.of(call, parameter).then(subject -> owner(subject.guid()));
    }

    private Outcome<Owner> owner(String guid) {
        return Waiting.on(around.bearing().apply(guid)).then(row -> Owner.of(row, guid));
    }

    Returned modify(Invocation call) throws CimFailure {
        return switch (Sent.instances(call, form.resources, RESOURCE)) {
            case Outcome.Refused<List<CimInstance>>(var refusal) -> Returned.refused(refusal);
            case Outcome.Ok<List<CimInstance>>(var sent) -> modify(call, sent);
        };
    }

    private Returned modify(Invocation call, List<CimInstance> sent) throws CimFailure {
        List<String> ids =
                sent.stream().map(one -> one.text("InstanceID").orElse("")).toList();
        Outcome<Owner> found = common(call, ids, form.system);
        if (!(found instanceof Outcome.Ok<Owner>(var owner))) {
            return Replies.returned(found, _ -> Returned.completed());
        }
        Alterations alterations = new Alterations(call.scope(), owner);
        List<ObjectPath> paths = new ArrayList<>();
        for (CimInstance one : sent) {
            Outcome<Boolean> taken = altered(call.scope(), owner, alterations, one, paths);
            if (taken instanceof Outcome.Refused<Boolean>(var refusal)) {
                return Returned.refused(refusal);
            }
        }
        return Replies.returned(
                apply(call, owner, JobKind.CHANGE_RESOURCES, alterations.changes()),
                answer -> form.modified.isEmpty() ? answer : answer.with(form.modified, CimValue.references(paths)));
    }

    private Outcome<Boolean> altered(
            Scope scope, Owner owner, Alterations alterations, CimInstance sent, List<ObjectPath> paths)
            throws CimFailure {
        Outcome<Part> found = owner.part(scope, sent.text("InstanceID").orElse(""));
        if (!(found instanceof Outcome.Ok<Part>(var part))) {
            return found.map(_ -> false);
        }
        String className = part.resource().className(scope);
        if (!Names.same(className, sent.className())) {
            return Refusals.wrongClass(
                    CimFailure.quoted(owner.idOf(scope, part)) + " is a " + className + ", not a " + sent.className());
        }
        ObjectPath path = scope.path(className, "InstanceID", owner.idOf(scope, part));
        CimInstance shown = around.shown().at(scope, path).orElseGet(() -> CimInstance.of(className));
        paths.add(path);
        return alterations.take(part, sent, shown);
    }

    Returned remove(Invocation call) {
        List<String> ids = new ArrayList<>();
        if (call.value(form.resources) instanceof CimValue.Array(var _, var elements)) {
            for (CimValue element : elements) {
                if (!(element instanceof CimValue.Reference(var path))
                        || !call.scope().schema().isSubclass(path.className(), RESOURCE)) {
                    return Replies.returned(
                            Refusals.<String>invalid(
                                    CimFailure.quoted(element.text()) + " is no resource",
                                    "refer to the settings of resources"),
                            _ -> Returned.completed());
                }
                ids.add(Subject.key(path, "InstanceID"));
            }
        }
        Outcome<Returned> done = common(call, ids, form == Form.V1 ? form.target : "")
                .then(owner -> parts(call.scope(), owner, ids)
                        .then(Detachments::of)
                        .then(changes -> apply(call, owner, JobKind.REMOVE_RESOURCES, changes)));
        return Replies.returned(done, answer -> answer);
    }

    private static Outcome<List<Part>> parts(Scope scope, Owner owner, List<String> ids) {
        Outcome<List<Part>> all = Outcome.ok(new ArrayList<>());
        for (String id : ids) {
            all = all.then(parts -> owner.part(scope, id).map(part -> {
                parts.add(part);
                return parts;
            }));
        }
        return all;
    }

    /** One job changes one system: resources of several are refused as a whole. */
    private Outcome<Owner> common(Invocation call, List<String> ids, String parameter) {
        if (ids.isEmpty()) {
            return Refusals.missing(form.resources);
        }
        List<String> guids = ids.stream()
                .map(id -> InstanceIds.firstGuid(id).orElse(""))
                .distinct()
                .toList();
        if (guids.contains("")) {
            return Refusals.invalid(
                    "an InstanceID names no resource", "send the InstanceID of resources that are there");
        }
        if (guids.size() > 1) {
            return Refusals.invalid(
                    "the resources are those of " + guids.size() + " systems or snapshots",
                    "send those of one at a time");
        }
        Outcome<Owner> owner = owner(guids.getFirst());
        return parameter.isEmpty()
                ? owner
                : Subject.system(call, parameter)
                        .then(referred -> owner.then(found -> belonging(found, referred, parameter)));
    }

    private static Outcome<Owner> belonging(Owner owner, SystemId referred, String parameter) {
        return owner.system().equals(referred)
                ? Outcome.ok(owner)
                : Refusals.invalid(
                        "the resources are not those of the system " + referred + ", which " + parameter + " refers to",
                        "refer to the system that has them");
    }

    private Outcome<Returned> apply(Invocation call, Owner owner, JobKind kind, List<HardwareChange> changes) {
        if (changes.isEmpty()) {
            return Outcome.ok(Returned.completed());
        }
        return owner.isPlanned()
                ? Repairs.of(owner, changes)
                        .then(repairs -> Waiting.on(desk.planned().change(owner.system(), repairs)))
                        .map(_ -> Returned.completed())
                : Waiting.on(desk.systems().equip(Replies.submission(call), owner.system(), kind, changes))
                        .map(started -> Replies.job(call.scope(), Outcome.ok(started)));
    }
}
