package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefinePlanner;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.ImportPlanner;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemPlaces;
import dev.ferry.view.SystemRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Systems: what there is, and what can be done with one that needs no copying. */
public final class SystemService {
    private static final Duration DEFINE_LIMIT = Duration.ofMinutes(1);

    private final Desk desk;
    private final Submitter submitter;
    private final JobService jobs;
    private final MoveOrders moves;
    private final SystemFinder finder;

    public SystemService(Desk desk, Submitter submitter, JobService jobs, SystemPlaces places) {
        this.desk = desk;
        this.finder = new SystemFinder(places, desk.nodes()::facts);
        this.submitter = submitter;
        this.jobs = jobs;
        this.moves = new MoveOrders(desk);
    }

    public CompletionStage<Outcome<Optional<SystemRow>>> get(SystemId id) {
        return desk.found(views -> views.system(id), mirror -> mirror.system(id));
    }

    /** The system that has the snapshot. */
    public CompletionStage<Outcome<Optional<SystemRow>>> owning(SnapshotId id) {
        return desk.found(views -> views.owning(id), mirror -> mirror.owning(id));
    }

    /** The system of that id, or else the one that has a snapshot of that id. */
    public CompletionStage<Outcome<Optional<SystemRow>>> bearing(String guid) {
        SystemId system = new SystemId(guid);
        SnapshotId snapshot = new SnapshotId(guid);
        return desk.found(
                views -> views.system(system).or(() -> views.owning(snapshot)),
                mirror -> mirror.system(system).or(() -> mirror.owning(snapshot)));
    }

    /** {@code after} is the last row of the page before, or null. */
    public CompletionStage<Outcome<List<SystemRow>>> list(SystemQuery query, int limit, SystemKey after) {
        return desk.listed(
                views -> views.systems(finder.filter(query), limit, after),
                mirror -> mirror.systems(row -> finder.matches(query, row), limit, after));
    }

    /** Where a system is now: with whom, what runs its guest there ("" while that is not known), and why it cannot be reached (or null). */
    public record Seat(String node, String hypervisor, Standing.Lost lost) {}

    public Seat seat(Realized system) {
        Standing standing = Ownership.standing(system, desk.nodes().facts());
        String owner = Ownership.owner(system.id(), standing);
        String hypervisor =
                desk.nodes().named(owner).map(StorageNodes.Member::hypervisor).orElse("");
        return new Seat(owner, hypervisor, standing instanceof Standing.Lost lost ? lost : null);
    }

    /** Why nothing can be done with the system now, if that is so. */
    public Optional<Refusal> unavailable(SystemRow row) {
        return row.state() instanceof Realized realized ? desk.nodes().unavailable(realized) : Optional.empty();
    }

    /** What a new system came to: it, or (of a dry run) what it would have been. */
    public sealed interface Defined {
        record Made(SystemRow row) implements Defined {}

        record WouldBe(String text) implements Defined {}
    }

    /** A system is defined by a job, like everything that makes files; but it is short, so the answer is the system. */
    public CompletionStage<Outcome<Defined>> define(Submission submission, DefineWish wish, String node) {
        CompletionStage<Outcome<Submitted>> submitted = submitter.submit(
                submission,
                command -> Desk.then(desk.hands(node), member -> defineOrder(submission, command, wish, member)));
        return Desk.then(submitted, done -> switch (done) {
            case Submitted.WouldStart(var text) -> Desk.now(Outcome.ok(new Defined.WouldBe(text)));
            case Submitted.Started(var job) ->
                Desk.then(jobs.await(job.id(), DEFINE_LIMIT), ended -> defined(ended.orElse(job)));
        });
    }

    private CompletionStage<Outcome<Defined>> defined(JobSummary job) {
        if (!job.state().isEnd()) {
            return Desk.now(Outcome.refused(new Refusal(
                    ReturnCode.TIMEOUT,
                    "job " + job.id() + " still works on it"
                            + (job.story().waitsFor().isEmpty()
                                    ? ""
                                    : ": " + job.story().waitsFor()),
                    "look at the job; the system is there when it has ended")));
        }
        if (!job.story().errors().isEmpty()) {
            return Desk.now(Outcome.refused(job.story().errors().getFirst()));
        }
        return Desk.then(get(job.scene().system()), row -> Desk.now(Outcome.ok(new Defined.Made(row.orElseThrow()))));
    }

    private CompletionStage<Outcome<JobOrder>> defineOrder(
            Submission submission, CommandId command, DefineWish wish, StorageNodes.Member member) {
        SystemId id = command.newSystemId();
        return desk.chore(member.node(), new Chore.LookForDefine(wish, id), Chore.DefineFound.class)
                .thenApply(outcome -> outcome.then(found -> DefinePlanner.assign(
                                wish,
                                found.inventory(),
                                new ImportPlanner.Context(id, command.value(), member.node(), member.networks())))
                        .map(assignment -> new JobOrder(
                                command,
                                submission.caller(),
                                JobKind.DEFINE,
                                id,
                                wish.name(),
                                assignment.delivery().root().toString(),
                                assignment,
                                desk.clock().instant())));
    }

    public CompletionStage<Outcome<Submitted>> remove(Submission submission, SystemId system, boolean deleteDisks) {
        return submitter.submit(
                submission,
                command -> Desk.then(
                        desk.available(system), found -> removeOrder(submission, command, found, deleteDisks)));
    }

    private CompletionStage<Outcome<JobOrder>> removeOrder(
            Submission submission, CommandId command, Realized system, boolean deleteDisks) {
        Optional<Refusal> busy = SystemRules.busy(system, JobKind.REMOVE, command.jobId());
        if (busy.isPresent()) {
            return Desk.now(Outcome.refused(busy.get()));
        }
        Chore look = new Chore.LookForRemoval(system, deleteDisks);
        return desk.chore(system, look, Chore.RemovalFound.class)
                .thenApply(outcome -> outcome.map(found -> order(submission, command, system, found.removal())));
    }

    /** To another node, to another place, or both; with a copy where the new node does not reach the files. */
    public CompletionStage<Outcome<Submitted>> move(
            Submission submission, SystemId system, String node, String directory) {
        MoveOrders.Wish wish = new MoveOrders.Wish(node, directory);
        return submitter.submit(
                submission,
                command -> Desk.then(desk.available(system), found -> moves.order(submission, command, found, wish)));
    }

    private JobOrder order(Submission submission, CommandId command, Realized system, Assignment.Remove removal) {
        return new JobOrder(
                command,
                submission.caller(),
                JobKind.REMOVE,
                system.id(),
                system.settings().name(),
                system.placement().home().toString(),
                removal,
                desk.clock().instant());
    }

    public CompletionStage<Outcome<SystemRow>> change(SystemId system, SettingsPatch patch) {
        return shown(
                system,
                Desk.version(desk.system(system, replyTo -> new VirtualSystemEntity.ChangeSettings(patch, replyTo))));
    }

    public CompletionStage<Outcome<SystemRow>> changeState(SystemId system, SystemState wanted) {
        return shown(
                system,
                Desk.version(desk.system(system, replyTo -> new VirtualSystemEntity.ChangeState(wanted, replyTo))));
    }

    /**
     * Whether it was done or refused: the lists show the system as it is after it. When they are late with what was done, its entity
     * tells it: the change is there, and nobody is shown the system as it was before.
     */
    private CompletionStage<Outcome<SystemRow>> shown(SystemId system, CompletionStage<Outcome<Long>> changed) {
        return changed.thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<Long>(var version) ->
                desk.awaitSystem(system, version)
                        .thenCompose(shown -> shown
                                ? Desk.then(get(system), row -> Desk.now(Outcome.ok(row.orElseThrow())))
                                : desk.asItIs(system));
            case Outcome.Refused<Long>(var refusal) ->
                desk.<VirtualSystemEntity.SystemReply>system(system, VirtualSystemEntity.GetSystem::new)
                        .thenCompose(now -> now instanceof Outcome.Ok<VirtualSystemEntity.SystemReply>(var reply)
                                ? desk.awaitSystem(system, reply.version())
                                : Desk.now(false))
                        .thenApply(_ -> Outcome.refused(refusal));
        });
    }
}
