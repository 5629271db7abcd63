package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportPlanner;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.view.SystemOwner;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Imports: orders them, and tells beforehand what one would do. */
public final class ImportService {
    private final Desk desk;
    private final Submitter submitter;

    public ImportService(Desk desk, Submitter submitter) {
        this.desk = desk;
        this.submitter = submitter;
    }

    /** What an import would make of a folder: {@code assignment} is null when it would be refused. */
    public record Comparison(
            ImportInventory inventory, SystemId system, Assignment.Import assignment, List<Refusal> refusals) {
        public Comparison {
            refusals = List.copyOf(refusals);
        }
    }

    public CompletionStage<Outcome<Submitted>> importSystem(Submission submission, ImportWish wish, String node) {
        return submitter.submit(
                submission,
                command -> Desk.then(
                        compare(command, wish, node),
                        comparison -> Desk.now(
                                comparison.refusals().isEmpty()
                                        ? Outcome.ok(order(submission, command, comparison))
                                        : Outcome.refused(comparison.refusals().getFirst()))));
    }

    private JobOrder order(Submission submission, CommandId command, Comparison comparison) {
        Assignment.Import assignment = comparison.assignment();
        return new JobOrder(
                command,
                submission.caller(),
                JobKind.IMPORT,
                comparison.system(),
                assignment.system().settings().name(),
                assignment.delivery().root().toString(),
                assignment,
                desk.clock().instant());
    }

    public CompletionStage<Outcome<Comparison>> compare(ImportWish wish, String node) {
        return compare(new CommandId(UUID.randomUUID().toString()), wish, node);
    }

    private CompletionStage<Outcome<Comparison>> compare(CommandId command, ImportWish wish, String node) {
        return Desk.then(
                desk.hands(node),
                member -> Desk.then(
                        desk.chore(
                                member.node(),
                                new Chore.LookForImport(wish, command.newSystemId()),
                                Chore.ImportFound.class),
                        found -> Desk.then(
                                desk.read(() -> owned(found.inventory(), command)),
                                owned -> Desk.now(Outcome.ok(comparison(command, wish, member, found, owned))))));
    }

    private Comparison comparison(
            CommandId command,
            ImportWish wish,
            StorageNodes.Member member,
            Chore.ImportFound found,
            List<Refusal> owned) {
        ImportInventory inventory = found.inventory();
        SystemId id = wish.newId()
                ? command.newSystemId()
                : inventory.system().content().system();
        List<Refusal> refusals =
                new ArrayList<>(identityTaken(wish, id, command).stream().toList());
        refusals.addAll(owned);
        refusals.addAll(ImportPlanner.problems(inventory, found.settings(), member.networks()));
        if (!refusals.isEmpty()) {
            return new Comparison(inventory, id, null, refusals);
        }
        ImportPlanner.Context context =
                new ImportPlanner.Context(id, command.value(), member.node(), member.networks());
        return switch (ImportPlanner.assign(inventory, found.settings(), context)) {
            case Outcome.Ok<Assignment.Import>(var assignment) -> new Comparison(inventory, id, assignment, List.of());
            case Outcome.Refused<Assignment.Import>(var refusal) ->
                new Comparison(inventory, id, null, List.of(refusal));
        };
    }

    /** Told early where the list already shows it; the identity's own entity is what decides. */
    private Optional<Refusal> identityTaken(ImportWish wish, SystemId id, CommandId command) {
        if (wish.newId()) {
            return Optional.empty();
        }
        return desk.views()
                .system(id)
                .filter(row -> row.state().held().stream()
                        .noneMatch(held -> held.order().id().equals(command.jobId())))
                .map(row -> new Refusal(
                        ReturnCode.IN_USE,
                        "the identity " + id + " belongs to the system '" + row.name() + "'" + where(row),
                        "import with a new identity (--copy --new-id), or remove that system first"));
    }

    private String where(SystemRow row) {
        return row.state() instanceof Realized realized
                        && Ownership.standing(realized, desk.nodes().facts())
                                instanceof Standing.Lost(var _, var why, var _)
                ? " on " + why
                : "";
    }

    /** A disk of a living system is not for import, and a folder that was registered names who lives there. */
    private List<Refusal> owned(ImportInventory inventory, CommandId command) {
        return files(inventory)
                .flatMap(file -> desk.views().ownerOf(file.volumeKey(), file.path()).stream()
                        .filter(owner -> !owner.system().equals(command.newSystemId()))
                        .map(owner -> refusal(file, owner)))
                .limit(1)
                .toList();
    }

    private static Refusal refusal(VolumePath file, SystemOwner owner) {
        return new Refusal(
                ReturnCode.IN_USE,
                file + " belongs to the system '" + owner.systemName() + "' (" + owner.system()
                        + "), which lives there",
                "export that system, and import the export");
    }

    private static Stream<VolumePath> files(ImportInventory inventory) {
        return Stream.concat(Stream.of(inventory.system()), inventory.snapshots().stream())
                .flatMap(found -> Stream.concat(
                        Stream.of(found.definition()),
                        found.drives().stream()
                                .map(ImportInventory.FoundDrive::file)
                                .filter(file -> file != null)))
                .map(SourceFile::path)
                .distinct();
    }
}
