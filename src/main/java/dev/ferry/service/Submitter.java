package dev.ferry.service;

import dev.ferry.actor.Answer;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.view.CommandKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Exactly one job for one submit. The command id comes from the idempotency key, else it is random; the job's and a new
 * system's identities are derived from it, so that whatever is repeated meets what it has already made.
 */
public final class Submitter {
    /** After a lost database the lists need some seconds to catch up. */
    private static final Duration LATE_LIMIT = Duration.ofSeconds(10);

    private final Desk desk;
    private final CommandKeys keys;
    private final JobService jobs;

    public Submitter(Desk desk, CommandKeys keys, JobService jobs) {
        this.desk = desk;
        this.keys = keys;
        this.jobs = jobs;
    }

    /** {@code ordering} looks and decides; it has no effect, and may be called again for the same command. */
    CompletionStage<Outcome<Submitted>> submit(
            Submission submission, Function<CommandId, CompletionStage<Outcome<JobOrder>>> ordering) {
        CommandId fresh = new CommandId(UUID.randomUUID().toString());
        if (submission.dryRun()) {
            return Desk.then(
                    ordering.apply(fresh),
                    order -> Desk.now(Outcome.ok(new Submitted.WouldStart(
                            order.kind().word() + " of '" + order.systemName() + "' to " + order.target()))));
        }
        if (submission.key().isEmpty()) {
            return start(ordering, fresh);
        }
        CompletionStage<Outcome<CommandKeys.Claim>> claimed =
                desk.read(() -> keys.claim(key(submission), submission.bodyHash(), fresh.jobId()));
        return Desk.then(claimed, claim -> switch (claim) {
            case CommandKeys.Claim.Claimed _ -> keep(submission, fresh, start(ordering, fresh));
            case CommandKeys.Claim.Known(var job, var outcome)
            when outcome == null -> again(ordering, CommandId.of(job));
            case CommandKeys.Claim.Known(var _, var outcome) -> Desk.now(Outcome.refused(KeptRefusal.read(outcome)));
            case CommandKeys.Claim.Conflict _ ->
                Desk.now(Outcome.refused(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "the idempotency key '" + submission.key() + "' was used for another request",
                        "use a new key for a new request")));
        });
    }

    private static CommandKeys.SubmitKey key(Submission submission) {
        return new CommandKeys.SubmitKey(submission.caller().principal(), submission.operation(), submission.key());
    }

    /**
     * The job of an earlier submit, if it came that far; otherwise the same submit once more. What that is refused for may be
     * the earlier one's own doing, which has begun meanwhile, so the job is looked for again.
     */
    private CompletionStage<Outcome<Submitted>> again(
            Function<CommandId, CompletionStage<Outcome<JobOrder>>> ordering, CommandId command) {
        return Desk.then(
                begun(command),
                found -> found.isPresent()
                        ? started(found)
                        : start(ordering, command).thenCompose(outcome -> switch (outcome) {
                            case Outcome.Ok<Submitted> _ -> Desk.now(outcome);
                            case Outcome.Refused<Submitted> _ ->
                                Desk.then(begun(command), late -> late.isPresent() ? started(late) : Desk.now(outcome));
                        }));
    }

    /** A job that the lists do not show yet answers for itself; but the caller will look for it in the lists next. */
    private CompletionStage<Outcome<Optional<JobSummary>>> begun(CommandId command) {
        return Desk.then(
                jobs.get(command.jobId()),
                listed -> listed.isPresent()
                        ? Desk.now(Outcome.ok(listed))
                        : Desk.then(
                                desk.<JobEntity.JobReply>job(command.jobId(), JobEntity.GetJob::new),
                                reply -> reply.summary() == null
                                        ? Desk.now(Outcome.ok(Optional.empty()))
                                        : shown(command, reply)));
    }

    private CompletionStage<Outcome<Optional<JobSummary>>> shown(CommandId command, JobEntity.JobReply reply) {
        return desk.views()
                .awaitJob(command.jobId(), reply.version(), LATE_LIMIT)
                .thenApply(shown -> shown ? Outcome.ok(Optional.of(reply.summary())) : Outcome.refused(late(command)));
    }

    private static CompletionStage<Outcome<Submitted>> started(Optional<JobSummary> job) {
        return Desk.now(Outcome.ok(new Submitted.Started(job.orElseThrow())));
    }

    private CompletionStage<Outcome<Submitted>> start(
            Function<CommandId, CompletionStage<Outcome<JobOrder>>> ordering, CommandId command) {
        return Desk.then(
                Desk.then(ordering.apply(command), this::reserve), version -> desk.awaitJob(command.jobId(), version)
                        .thenCompose(_ -> jobs.get(command.jobId()))
                        .handle((found, _) -> begunOrLate(found, command)));
    }

    /** It has begun; whatever keeps us from showing it is no refusal. */
    private static Outcome<Submitted> begunOrLate(Outcome<Optional<JobSummary>> found, CommandId command) {
        return found instanceof Outcome.Ok<Optional<JobSummary>>(var job) && job.isPresent()
                ? Outcome.ok(new Submitted.Started(job.get()))
                : Outcome.refused(late(command));
    }

    private static Refusal late(CommandId command) {
        return new Refusal(
                ReturnCode.STATUS_UNKNOWN,
                "job " + command.jobId() + " has begun, but the lists do not show it yet",
                "look for it in a moment");
    }

    /** The system's entity decides; when it accepts, it is the job that answers. Both know the job's id when asked again. */
    private CompletionStage<Outcome<Long>> reserve(JobOrder order) {
        return order.system() == null
                ? Desk.version(desk.<JobEntity.Command, Answer>repeatedly(
                        JobEntity.KEY, order.id().value(), replyTo -> new JobEntity.Begin(order, replyTo)))
                : Desk.version(desk.<VirtualSystemEntity.Command, Answer>repeatedly(
                        VirtualSystemEntity.KEY,
                        order.system().value(),
                        replyTo -> new VirtualSystemEntity.Reserve(order, replyTo)));
    }

    /**
     * A refusal is kept with its key; an outcome that nobody knows is not, so that a repetition finds out. One that came late may be
     * about what a repetition elsewhere has begun meanwhile.
     */
    private CompletionStage<Outcome<Submitted>> keep(
            Submission submission, CommandId command, CompletionStage<Outcome<Submitted>> stage) {
        return stage.thenCompose(outcome -> switch (outcome) {
            case Outcome.Refused<Submitted>(var refusal)
            when isFinal(refusal) ->
                Desk.then(begun(command), found -> found.isPresent() ? started(found) : settled(submission, refusal));
            case Outcome.Refused<Submitted> _, Outcome.Ok<Submitted> _ -> Desk.now(outcome);
        });
    }

    private CompletionStage<Outcome<Submitted>> settled(Submission submission, Refusal refusal) {
        return desk.read(() -> {
                    keys.settle(key(submission), KeptRefusal.write(refusal));
                    return refusal;
                })
                .thenApply(_ -> Outcome.refused(refusal));
    }

    private static boolean isFinal(Refusal refusal) {
        return switch (refusal.code()) {
            case STATUS_UNKNOWN, TIMEOUT, NOT_AVAILABLE, OUT_OF_MEMORY -> false;
            case COMPLETED,
                    JOB_STARTED,
                    INVALID_STATE_TRANSITION,
                    FAILED,
                    ACCESS_DENIED,
                    NOT_SUPPORTED,
                    INVALID_PARAMETER,
                    IN_USE,
                    FILE_IN_USE,
                    INVALID_STATE,
                    INCORRECT_DATA_TYPE -> true;
        };
    }
}
