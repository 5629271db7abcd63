package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.EquipRules;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.EquipPlanner;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks and decides before the hardware of a system changes. Nothing here has an effect. */
final class EquipOrders {
    private final Desk desk;

    EquipOrders(Desk desk) {
        this.desk = desk;
    }

    /** {@code kind} only says what the job is shown as. */
    record Wish(JobKind kind, List<HardwareChange> changes) {
        Wish {
            changes = List.copyOf(changes);
        }
    }

    CompletionStage<Outcome<JobOrder>> order(Submission submission, CommandId command, Realized system, Wish wish) {
        Optional<Refusal> busy = EquipRules.busy(system, wish.kind(), command.jobId());
        if (busy.isPresent()) {
            return Desk.now(Outcome.refused(busy.get()));
        }
        Chore look =
                new Chore.LookForEquip(paths(wish.changes()), system.settings().name());
        return Desk.then(
                desk.chore(system, look, Chore.EquipFound.class)
                        .thenApply(outcome ->
                                outcome.then(found -> EquipPlanner.assign(system, wish.changes(), found.inventory()))),
                equip -> unowned(system.id(), equip)
                        .thenApply(outcome -> outcome.map(_ -> new JobOrder(
                                command,
                                submission.caller(),
                                wish.kind(),
                                system.id(),
                                system.settings().name(),
                                system.placement().definition().toString(),
                                equip,
                                desk.clock().instant()))));
    }

    private static List<String> paths(List<HardwareChange> changes) {
        return changes.stream()
                .map(change -> change instanceof HardwareChange.Insert(var _, var path) ? path : "")
                .filter(path -> !path.isBlank())
                .distinct()
                .toList();
    }

    /** Told with the other system's name; should the lists be late, the job's claim is refused. */
    private CompletionStage<Outcome<Boolean>> unowned(SystemId system, Assignment.Equip equip) {
        return desk.read(() -> equip.attached().stream()
                        .map(disk -> owned(system, disk))
                        .flatMap(Optional::stream)
                        .findFirst())
                .thenApply(outcome -> outcome.then(refusal ->
                        refusal.<Outcome<Boolean>>map(Outcome::refused).orElseGet(() -> Outcome.ok(true))));
    }

    private Optional<Refusal> owned(SystemId system, VolumePath disk) {
        return desk.views()
                .ownerOf(disk.volumeKey(), disk.path())
                .filter(owner -> !owner.system().equals(system))
                .map(owner -> new Refusal(
                        ReturnCode.IN_USE,
                        disk + " belongs to the system '" + owner.systemName() + "' (" + owner.system() + ")",
                        "detach it there first, or attach another"));
    }
}
