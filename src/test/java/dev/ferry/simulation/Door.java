package dev.ferry.simulation;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ExportPlanner;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportPlanner;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the services do with a wish, on a thread of the process that was asked: look, plan, and ask the entity. */
final class Door {
    private static final Caller ANNA = new Caller("anna", "rest", "127.0.0.1");
    private static final long ENTITY_LIMIT = 8 * Scheduler.SECONDS;
    private static final long CHORE_LIMIT = 60 * Scheduler.SECONDS;

    private final SimProcess process;
    private final CommandId command;

    private Door(SimProcess process, CommandId command) {
        this.process = process;
        this.command = command;
    }

    /** {@code answer} hears of an outcome that is known; of one that is not it hears nothing. */
    static void submit(
            SimProcess process, CommandId command, Wish wish, boolean again, Consumer<JobShell.Answered> answer) {
        SimThread.start(process, () -> {
            JobShell.Answered outcome = new Door(process, command).outcome(wish, again);
            if (outcome != null) {
                answer.accept(outcome);
            }
        });
    }

    private JobShell.Answered outcome(Wish wish, boolean again) {
        if (again && hasBegun()) {
            return new JobShell.Answered(command.jobId(), null);
        }
        JobShell.Answered first =
                switch (order(wish)) {
                    case Outcome.Ok<JobOrder>(var order) -> reserve(order);
                    case Outcome.Refused<JobOrder>(var refusal) -> new JobShell.Answered(command.jobId(), refusal);
                };
        boolean late = again && first != null && first.refusal() != null && hasBegun();
        return late ? new JobShell.Answered(command.jobId(), null) : first;
    }

    private boolean hasBegun() {
        Job job = ask(ENTITY_LIMIT, reply -> process.world()
                .cluster()
                .tell(process, JobShell.KIND + command.jobId(), shell -> ((JobShell) shell)
                        .get(state -> back(shell.home, () -> reply.accept(state)))));
        return job != null && !(job instanceof Job.New);
    }

    private JobShell.Answered reserve(JobOrder order) {
        return ask(ENTITY_LIMIT, reply -> {
            Cluster cluster = process.world().cluster();
            Consumer<JobShell.Answered> answered = said -> back(process, () -> reply.accept(said));
            if (order.system() == null) {
                cluster.tell(process, JobShell.KIND + order.id(), shell -> ((JobShell) shell).begin(order, answered));
            } else {
                cluster.tell(process, SystemShell.KIND + order.system(), shell -> ((SystemShell) shell)
                        .reserve(order, answered));
            }
        });
    }

    private <T> T ask(long limit, Consumer<Consumer<T>> question) {
        return SimThread.current().ask(limit, question);
    }

    private void back(SimProcess from, Runnable message) {
        process.world().network().send(from, process, message);
    }

    private Outcome<JobOrder> order(Wish wish) {
        return switch (wish) {
            case Wish.Export export -> export(export);
            case Wish.Import wanted -> importing(wanted);
            case Wish.Remove remove -> remove(remove);
            case Wish.Verify(var folder) ->
                this.<Chore.FolderFound>chore("", new Chore.LookForVerify(folder))
                        .map(found -> order(
                                JobKind.VERIFY,
                                null,
                                found.systemName(),
                                new Assignment.Verify(found.folder(), found.dataBytes())));
        };
    }

    private JobOrder order(JobKind kind, SystemId system, String name, Assignment assignment) {
        return new JobOrder(
                command,
                ANNA,
                kind,
                system,
                name,
                kind.word(),
                assignment,
                process.clock().instant());
    }

    private static <T> Outcome<T> refused(ReturnCode code, String message) {
        return Outcome.refused(new Refusal(code, message, "try again"));
    }

    private Outcome<Realized> realized(SystemId system) {
        SimDesk.Said<VirtualSystem> said = ask(ENTITY_LIMIT, reply -> process.world()
                .cluster()
                .tell(process, SystemShell.KIND + system, shell -> ((SystemShell) shell)
                        .get(state -> back(shell.home, () -> reply.accept(state)))));
        if (said == null) {
            return refused(ReturnCode.STATUS_UNKNOWN, "no answer");
        }
        return said.value() instanceof Realized realized
                ? Outcome.ok(realized)
                : refused(ReturnCode.INVALID_PARAMETER, "there is no system");
    }

    private Outcome<JobOrder> export(Wish.Export wish) {
        ExportSettings settings = new ExportSettings(
                ExportSettings.Snapshots.ALL, null, true, true, true, List.of(), wish.replace(), "", false);
        return realized(wish.system()).then(system -> {
            Optional<Refusal> refusal = SystemRules.busy(system, JobKind.EXPORT, command.jobId())
                    .or(() -> ExportPlanner.check(system, settings));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Chore look = new Chore.LookForExport(system, settings, wish.directory(), command.jobId());
            return this.<Chore.ExportFound>chore(system.placement().node(), look)
                    .then(found -> ExportPlanner.assign(
                            system.id(),
                            system,
                            settings,
                            found.inventory(),
                            process.clock().instant()))
                    .map(assignment ->
                            order(JobKind.EXPORT, system.id(), system.settings().name(), assignment));
        });
    }

    private Outcome<JobOrder> importing(Wish.Import wish) {
        ImportWish told = new ImportWish(
                wish.folder(),
                wish.copy(),
                wish.newId(),
                "",
                new ImportWish.Places("", "", "", "", "", List.of()),
                Map.of(),
                ImportSettings.Macs.WITH_IDENTITY,
                false);
        return this.<Chore.ImportFound>chore("", new Chore.LookForImport(told, command.newSystemId()))
                .then(found -> assign(wish, found));
    }

    private Outcome<JobOrder> assign(Wish.Import wish, Chore.ImportFound found) {
        ImportInventory inventory = found.inventory();
        Set<String> networks = Set.of("lan");
        SystemId id = wish.newId()
                ? command.newSystemId()
                : inventory.system().content().system();
        Optional<Refusal> refusal = owned(inventory)
                .or(() -> ImportPlanner.problems(inventory, found.settings(), networks).stream()
                        .findFirst());
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        ImportPlanner.Context context =
                new ImportPlanner.Context(id, command.value(), process.machine().name, networks);
        return ImportPlanner.assign(inventory, found.settings(), context)
                .map(assignment ->
                        order(JobKind.IMPORT, id, assignment.system().settings().name(), assignment));
    }

    /** The lists show whose disk a file is; they are read from the journal here. */
    private Optional<Refusal> owned(ImportInventory inventory) {
        Set<VolumePath> disks = process.world().checks().disksOfSystems();
        return inventory.system().drives().stream()
                .map(ImportInventory.FoundDrive::file)
                .filter(file -> file != null && disks.contains(file.path()))
                .findFirst()
                .map(file ->
                        new Refusal(ReturnCode.IN_USE, file.path() + " belongs to a system", "export that system"));
    }

    private Outcome<JobOrder> remove(Wish.Remove wish) {
        return realized(wish.system()).then(system -> {
            Optional<Refusal> busy = SystemRules.busy(system, JobKind.REMOVE, command.jobId());
            if (busy.isPresent()) {
                return Outcome.refused(busy.get());
            }
            Chore look = new Chore.LookForRemoval(system, wish.deleteDisks());
            return this.<Chore.RemovalFound>chore(system.placement().node(), look)
                    .map(found ->
                            order(JobKind.REMOVE, system.id(), system.settings().name(), found.removal()));
        });
    }

    @SuppressWarnings("unchecked")
    private <R extends Chore.Reply> Outcome<R> chore(String node, Chore chore) {
        SimProcess there = node.isEmpty() ? process : process.world().cluster().named(process, node);
        if (there == null) {
            return refused(ReturnCode.NOT_AVAILABLE, "the node is not there");
        }
        Chore.Reply reply = there == process
                ? process.chores().perform(chore)
                : ask(CHORE_LIMIT, answer -> process.world()
                        .network()
                        .send(
                                process,
                                there,
                                () -> SimThread.start(there, () -> {
                                    Chore.Reply found = there.chores().perform(chore);
                                    process.world().network().send(there, process, () -> answer.accept(found));
                                })));
        if (reply == null) {
            return refused(ReturnCode.TIMEOUT, "the node did not answer");
        }
        return reply instanceof Chore.Refused(var refusal) ? Outcome.refused(refusal) : Outcome.ok((R) reply);
    }
}
