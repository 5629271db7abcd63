package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNodes.Member;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.MovePlanner;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Makes the order of a move: asks the node that has the files what there is, and the node they go to what is in the way. */
final class MoveOrders {
    private final Desk desk;

    MoveOrders(Desk desk) {
        this.desk = desk;
    }

    /** Empty texts mean: where it is now, and where the new node puts systems. */
    record Wish(String node, String directory) {}

    CompletionStage<Outcome<JobOrder>> order(Submission submission, CommandId command, Realized system, Wish wish) {
        if (wish.node().isEmpty() && wish.directory().isEmpty()) {
            return Desk.now(Outcome.refused(new Refusal(
                    ReturnCode.INVALID_PARAMETER,
                    "nothing is said of where '" + system.settings().name() + "' is to go",
                    "name a node, a directory, or both")));
        }
        Optional<Refusal> busy = SystemRules.busy(system, JobKind.MOVE, command.jobId());
        if (busy.isPresent()) {
            return Desk.now(Outcome.refused(busy.get()));
        }
        CompletionStage<Outcome<Assignment.Move>> move =
                Desk.then(Desk.now(target(system, wish)), member -> assignment(system, wish, member));
        return move.thenApply(outcome -> outcome.map(assignment -> new JobOrder(
                command,
                submission.caller(),
                JobKind.MOVE,
                system.id(),
                system.settings().name(),
                assignment.relocation().to().node() + " "
                        + assignment.relocation().to().home(),
                assignment,
                desk.clock().instant())));
    }

    /** Whoever can be given a system; a node that is not there, or is being emptied, cannot. */
    private Outcome<Member> target(Realized system, Wish wish) {
        ClusterFacts facts = desk.nodes().facts();
        String node = wish.node().isEmpty() ? Ownership.owner(system, facts) : wish.node();
        return desk.node(node)
                .then(member -> facts.isDrained(node)
                        ? Outcome.refused(new Refusal(
                                ReturnCode.INVALID_STATE,
                                "the node " + node + " is drained: it takes no systems",
                                "name another node, or resume it (ferry node resume " + node + ")"))
                        : Outcome.ok(member));
    }

    private CompletionStage<Outcome<Assignment.Move>> assignment(Realized system, Wish wish, Member target) {
        MovePlanner.Wish planned = new MovePlanner.Wish(
                target.node(), target.volumeKeys(), !wish.directory().isEmpty());
        if (!MovePlanner.copies(system, planned)) {
            return Desk.now(Outcome.ok(MovePlanner.stay(system, planned)));
        }
        Chore.LookForMove look = new Chore.LookForMove(
                system, MovePlanner.disks(system, planned), MovePlanner.movesHome(system, planned));
        Chore.LookForMoveTarget lookThere = new Chore.LookForMoveTarget(
                system.id(),
                system.settings().name(),
                wish.directory(),
                look.withHome() ? null : system.placement().home());
        return Desk.then(
                Desk.now(source(look, target)),
                source -> Desk.then(desk.chore(source.node(), look, Chore.MoveFound.class), found -> desk.chore(
                                target.node(), lookThere, Chore.MoveTargetFound.class)
                        .thenApply(there -> there.then(
                                place -> MovePlanner.copy(system, planned, found.inventory(), place.target())))));
    }

    /** A node that has all that is to be copied: the system's own before others. */
    private Outcome<Member> source(Chore.LookForMove look, Member target) {
        Realized system = look.system();
        List<VolumePath> places = new ArrayList<>(look.disks());
        if (look.withHome()) {
            places.add(system.placement().definition());
            system.snapshots().stream().map(Snapshot::definition).forEach(places::add);
        }
        Set<String> keys = places.stream().map(VolumePath::volumeKey).collect(Collectors.toSet());
        Optional<Member> source = desk.nodes()
                .owning(system)
                .filter(member -> member.volumeKeys().containsAll(keys))
                .or(() -> desk.nodes().having(keys));
        if (source.isEmpty()) {
            return Outcome.refused(new Refusal(
                    ReturnCode.NOT_AVAILABLE,
                    "the files of '" + system.settings().name() + "' are on " + String.join(" and ", keys)
                            + ", and no node that is here has that",
                    "bring the node " + system.placement().node() + " back"));
        }
        boolean reached = target.volumeKeys().containsAll(keys)
                || !source.get().dataAddress().isEmpty();
        return reached
                ? Outcome.ok(source.get())
                : Outcome.refused(new Refusal(
                        ReturnCode.NOT_AVAILABLE,
                        "the node " + source.get().node() + " does not serve its files to other nodes",
                        "see that its data port is open (ferry.data), or move over a shared volume"));
    }
}
