package dev.ferry.service;

import dev.ferry.actor.Answer;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.PlannedReply;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.DefinitionInventory.FoundSnapshot;
import dev.ferry.model.transfer.PlannedChecks;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.PlannedPlanner;
import dev.ferry.model.transfer.RealizePlanner;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.view.SystemOwner;
import dev.ferry.view.SystemRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Planned systems: made of a definition, given snapshots, repaired, checked, and at last realized or dropped. */
public final class PlannedService {
    /** A planned system that nobody touches for so long goes by itself. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Duration DEFINE_LIMIT = Duration.ofMinutes(1);

    private final Desk desk;
    private final Submitter submitter;
    private final JobService jobs;
    private final PlannedSurroundings surroundings;

    public PlannedService(Desk desk, Submitter submitter, JobService jobs) {
        this.desk = desk;
        this.submitter = submitter;
        this.jobs = jobs;
        this.surroundings = new PlannedSurroundings(desk);
    }

    /** The places are the caller's text; {@code snapshotFolder} may be empty, and so may the node: any that can look. */
    public record Wish(String definitionFile, String snapshotFolder, boolean newId, String node) {}

    /** A planned system of one definition, with those of its snapshots that are in the folder. */
    public CompletionStage<Outcome<Submitted>> importDefinition(Submission submission, Wish wish) {
        return submitter.submit(
                submission,
                command -> Desk.then(desk.hands(wish.node()), member -> planOrder(submission, command, wish, member)));
    }

    private CompletionStage<Outcome<JobOrder>> planOrder(
            Submission submission, CommandId command, Wish wish, StorageNodes.Member member) {
        Chore look = new Chore.LookForDefinition(wish.definitionFile(), wish.snapshotFolder());
        return Desk.then(
                desk.chore(member.node(), look, Chore.DefinitionFound.class),
                found -> Desk.then(unused(found.inventory().file()), _ -> {
                    SystemId id = wish.newId()
                            ? command.newSystemId()
                            : found.inventory().definition().system();
                    PlannedSystem planned =
                            PlannedPlanner.plan(id, member.node(), found.inventory(), keeping(submission));
                    return Desk.now(Outcome.ok(
                            order(submission, command, JobKind.PLAN, id, planned, new Assignment.Plan(planned))));
                }));
    }

    /** A system that lives by its definition file would share it with whatever is planned after it. */
    private CompletionStage<Outcome<VolumePath>> unused(VolumePath file) {
        CompletionStage<Outcome<Optional<SystemOwner>>> owner =
                desk.read(() -> desk.views().ownerOf(file.volumeKey(), file.path()));
        return owner.thenApply(
                outcome -> outcome.then(found -> found.map(system -> Outcome.<VolumePath>refused(new Refusal(
                                ReturnCode.FILE_IN_USE,
                                file + " is a definition file of the system '" + system.systemName() + "' ("
                                        + system.system() + "), which is there",
                                "export that system, and import the definition of the export")))
                        .orElseGet(() -> Outcome.ok(file))));
    }

    /** A planned system that no file defines. That is short, so the answer is the system. */
    public CompletionStage<Outcome<SystemRow>> define(Submission submission, DefineWish wish, String node) {
        CompletionStage<Outcome<Submitted>> submitted = submitter.submit(
                submission,
                command -> Desk.then(
                        desk.hands(node), member -> Desk.now(definedOrder(submission, command, wish, member))));
        return Desk.then(submitted, done -> switch (done) {
            case Submitted.WouldStart _ -> throw new IllegalStateException("nobody asked for a dry run");
            case Submitted.Started(var job) ->
                Desk.then(jobs.await(job.id(), DEFINE_LIMIT), ended -> defined(ended.orElse(job)));
        });
    }

    private Outcome<JobOrder> definedOrder(
            Submission submission, CommandId command, DefineWish wish, StorageNodes.Member member) {
        SystemId id = command.newSystemId();
        return PlannedPlanner.define(id, member.node(), wish, keeping(submission))
                .map(planned -> order(submission, command, JobKind.PLAN, id, planned, new Assignment.Plan(planned)));
    }

    private CompletionStage<Outcome<SystemRow>> defined(JobSummary job) {
        if (!job.state().isEnd()) {
            return Desk.now(Outcome.refused(new Refusal(
                    ReturnCode.TIMEOUT,
                    "job " + job.id() + " still works on it",
                    "look at the job; the planned system is there when it has ended")));
        }
        return job.story().errors().isEmpty()
                ? desk.read(() -> desk.views().system(job.scene().system()).orElseThrow())
                : Desk.now(Outcome.refused(job.story().errors().getFirst()));
    }

    private PlannedSystem.Keeping keeping(Submission submission) {
        return PlannedSystem.Keeping.begin(
                submission.caller().principal(), KEPT, desk.clock().instant());
    }

    /** Definitions of the system's snapshots that the folder has; what was found before stays as it was repaired. */
    public CompletionStage<Outcome<Submitted>> importSnapshots(Submission submission, SystemId system, String folder) {
        return ordered(submission, system, JobKind.ADD_SNAPSHOTS, planned -> desk.chore(
                        planned.origin().node(), new Chore.LookForSnapshots(folder), Chore.SnapshotsFound.class)
                .thenApply(outcome -> outcome.then(found -> snapshots(system, planned, folder, found.snapshots()))));
    }

    private static Outcome<Assignment> snapshots(
            SystemId system, PlannedSystem planned, String folder, List<FoundSnapshot> read) {
        List<PlannedSnapshot.Found> found = PlannedPlanner.found(system, planned, read);
        return found.isEmpty()
                ? Outcome.refused(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "'" + folder + "' has no definition of a snapshot of '" + planned.name() + "'",
                        "name the folder that has the snapshots of the system that was planned"))
                : Outcome.ok(new Assignment.AddSnapshots(found));
    }

    /** All that stands between the planned system and its realization, told by a job. */
    public CompletionStage<Outcome<Submitted>> validate(Submission submission, SystemId system) {
        return looked(
                submission,
                system,
                JobKind.VALIDATE,
                (planned, inventory) -> Outcome.ok(
                        new Assignment.Validate(PlannedChecks.check(planned, inventory), planned.revision())));
    }

    public CompletionStage<Outcome<Submitted>> realize(Submission submission, SystemId system) {
        return looked(submission, system, JobKind.REALIZE, (planned, inventory) -> RealizePlanner.assign(
                        system, planned, inventory)
                .map(assignment -> assignment));
    }

    private CompletionStage<Outcome<Submitted>> looked(
            Submission submission,
            SystemId system,
            JobKind kind,
            BiFunction<PlannedSystem, PlannedInventory, Outcome<Assignment>> assigning) {
        return ordered(submission, system, kind, planned -> surroundings
                .of(system, planned)
                .thenApply(outcome -> outcome.then(inventory -> assigning.apply(planned, inventory))));
    }

    private CompletionStage<Outcome<Submitted>> ordered(
            Submission submission,
            SystemId system,
            JobKind kind,
            Function<PlannedSystem, CompletionStage<Outcome<Assignment>>> assigning) {
        return submitter.submit(
                submission,
                command -> Desk.then(planned(system), drafted -> assigning
                        .apply(drafted.planned())
                        .thenApply(outcome -> outcome.map(assignment ->
                                order(submission, command, kind, system, drafted.planned(), assignment)))));
    }

    private JobOrder order(
            Submission submission,
            CommandId command,
            JobKind kind,
            SystemId system,
            PlannedSystem planned,
            Assignment assignment) {
        VolumePath target = assignment instanceof Assignment.Realize realize
                ? realize.delivery().root()
                : planned.origin().definition();
        return new JobOrder(
                command,
                submission.caller(),
                kind,
                system,
                planned.name(),
                target == null ? "" : target.toString(),
                assignment,
                desk.clock().instant());
    }

    /** All repairs or none; the lists show them afterwards, and when they are late its entity tells what it has become. */
    public CompletionStage<Outcome<SystemRow>> change(SystemId system, List<PlannedChange> changes) {
        return Desk.then(
                asked(system, new PlannedCommand.Change(changes)),
                shown -> shown
                        ? desk.read(() -> desk.views().system(system).orElseThrow())
                        : told(system)
                                .thenApply(outcome ->
                                        outcome.map(reply -> new SystemRow(system, reply.planned(), reply.version()))));
    }

    /** It goes, and its files stay: it never had any. One that is gone already is what was asked for. */
    public CompletionStage<Outcome<Boolean>> destroy(SystemId system, String by) {
        return asked(system, new PlannedCommand.Drop(by));
    }

    /** Whether the lists show it already. */
    private CompletionStage<Outcome<Boolean>> asked(SystemId system, PlannedCommand asked) {
        CompletionStage<Outcome<Answer>> answered =
                desk.system(system, replyTo -> new VirtualSystemEntity.AskPlanned(asked, replyTo));
        return Desk.then(Desk.version(answered), version -> desk.awaitSystem(system, version)
                .thenApply(Outcome::ok));
    }

    /** As its entity knows it now. */
    public CompletionStage<Outcome<Drafted>> planned(SystemId system) {
        return told(system).thenApply(outcome -> outcome.map(PlannedReply::planned));
    }

    private CompletionStage<Outcome<PlannedReply>> told(SystemId system) {
        return desk.<VirtualSystemEntity.Command, PlannedReply>repeatedly(
                        VirtualSystemEntity.KEY, system.value(), VirtualSystemEntity.GetPlanned::new)
                .thenApply(outcome -> outcome.then(
                        reply -> reply.planned() == null ? Outcome.refused(reply.why()) : Outcome.ok(reply)));
    }
}
