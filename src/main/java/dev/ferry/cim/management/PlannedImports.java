package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.JobService;
import dev.ferry.service.PlannedService;
import dev.ferry.service.Submitted;
import java.util.List;
import java.util.Optional;

/** The methods that plan a system after a definition file, check the plan, and make a system of it. All answer with a job. */
final class PlannedImports {
    private static final String PLANNED = "PlannedSystem";
    private static final String SNAPSHOTS = "ImportedSnapshots";
    private static final String HERE = "";

    private final PlannedService planned;
    private final JobService jobs;

    PlannedImports(FrontDesk desk) {
        this.planned = desk.planned();
        this.jobs = desk.jobs();
    }

    Returned definition(Invocation call) {
        return Replies.job(
                call.scope(),
                wish(call).then(wish -> Waiting.on(planned.importDefinition(Replies.submission(call), wish))));
    }

    /** Without a folder no snapshot is looked for. */
    static Outcome<PlannedService.Wish> wish(Invocation call) {
        return FullPath.of("SystemDefinitionFile", call.text("SystemDefinitionFile"))
                .then(file -> folder(call).then(folder -> Sent.flag(call, "GenerateNewSystemIdentifier")
                        .map(isNew -> new PlannedService.Wish(file, folder, isNew, HERE))));
    }

    private static Outcome<String> folder(Invocation call) {
        Optional<String> sent = call.text("SnapshotFolder").filter(text -> !text.isBlank());
        return sent.isEmpty() ? Outcome.ok("") : FullPath.of("SnapshotFolder", sent);
    }

    /** Clients read the snapshots from the answer, although it is a job that gives them to the system. */
    Returned snapshots(Invocation call) {
        Outcome<Submitted> submitted = system(call)
                .then(id -> FullPath.of("SnapshotFolder", call.text("SnapshotFolder"))
                        .then(folder -> Waiting.on(planned.importSnapshots(Replies.submission(call), id, folder))));
        Returned answer = Replies.job(call.scope(), submitted);
        return submitted instanceof Outcome.Ok<Submitted>(Submitted.Started(var job))
                        && Waiting.on(jobs.find(job.id())) instanceof Outcome.Ok<Optional<JobService.Entry>>(var found)
                        && found.isPresent()
                ? answer.with(
                        SNAPSHOTS,
                        references(call.scope(), given(found.get().row().order().assignment())))
                : answer;
    }

    private static List<SnapshotId> given(Assignment assignment) {
        return assignment instanceof Assignment.AddSnapshots added
                ? added.found().stream().map(PlannedSnapshot.Found::id).toList()
                : List.of();
    }

    private static CimValue references(Scope scope, List<SnapshotId> snapshots) {
        return CimValue.array(
                CimType.REFERENCE,
                snapshots.stream()
                        .map(id -> CimValue.of(scope.path(
                                "Msvm_VirtualSystemSettingData", "InstanceID", InstanceIds.settings(id.value()))))
                        .toList());
    }

    Returned validate(Invocation call) {
        return Replies.job(
                call.scope(), system(call).then(id -> Waiting.on(planned.validate(Replies.submission(call), id))));
    }

    Returned realize(Invocation call) {
        return Replies.job(
                call.scope(), system(call).then(id -> Waiting.on(planned.realize(Replies.submission(call), id))));
    }

    /** What it is now, its entity says: a path to one that was realized meanwhile is refused with that. */
    private static Outcome<SystemId> system(Invocation call) {
        return Subject.system(call, PLANNED);
    }
}
