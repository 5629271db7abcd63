package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ExportPlanner;
import dev.ferry.model.transfer.ExportSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Exports: orders them, lists them, checks and removes them. */
public final class ExportService {
    private final Desk desk;
    private final Submitter submitter;

    public ExportService(Desk desk, Submitter submitter) {
        this.desk = desk;
        this.submitter = submitter;
    }

    public CompletionStage<Outcome<Submitted>> export(
            Submission submission, SystemId system, ExportSettings settings, String directory) {
        return submitter.submit(
                submission,
                command -> Desk.then(
                        desk.available(system), found -> order(submission, command, found, settings, directory)));
    }

    private CompletionStage<Outcome<JobOrder>> order(
            Submission submission, CommandId command, Realized system, ExportSettings settings, String directory) {
        Optional<Refusal> refusal = SystemRules.busy(system, JobKind.EXPORT, command.jobId())
                .or(() -> ExportPlanner.check(system, settings));
        if (refusal.isPresent()) {
            return Desk.now(Outcome.refused(refusal.get()));
        }
        Chore look = new Chore.LookForExport(system, settings, directory, command.jobId());
        return desk.chore(system, look, Chore.ExportFound.class)
                .thenApply(outcome -> outcome.then(found -> ExportPlanner.assign(
                                system.id(),
                                system,
                                settings,
                                found.inventory(),
                                desk.clock().instant()))
                        .map(assignment -> new JobOrder(
                                command,
                                submission.caller(),
                                JobKind.EXPORT,
                                system.id(),
                                system.settings().name(),
                                target(assignment),
                                assignment,
                                desk.clock().instant())));
    }

    private static String target(Assignment assignment) {
        return assignment instanceof Assignment.Export export
                ? export.delivery().root().toString()
                : "";
    }

    /** Reads an export back and compares it with its manifest; damage makes the job fail, and names file and chunk. */
    public CompletionStage<Outcome<Submitted>> verify(Submission submission, String directory) {
        return submitter.submit(
                submission, command -> desk.chore("", new Chore.LookForVerify(directory), Chore.FolderFound.class)
                        .thenApply(outcome -> outcome.map(found -> new JobOrder(
                                command,
                                submission.caller(),
                                JobKind.VERIFY,
                                null,
                                found.systemName(),
                                found.folder().toString(),
                                new Assignment.Verify(found.folder(), found.dataBytes()),
                                desk.clock().instant()))));
    }

    /** The exports in a folder, and the one that it is itself. */
    public CompletionStage<Outcome<List<Chore.ExportEntry>>> list(String directory) {
        return desk.chore("", new Chore.ListExports(directory), Chore.Exports.class)
                .thenApply(outcome -> outcome.map(Chore.Exports::exports));
    }

    /** Removes what the manifest lists, and nothing else. Answers how many files that are. */
    public CompletionStage<Outcome<Chore.FolderFound>> remove(String directory, boolean dryRun) {
        return desk.chore("", new Chore.RemoveExport(directory, dryRun), Chore.FolderFound.class);
    }
}
