package dev.ferry.model.job;

import dev.ferry.model.Refusal;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A job: first what it will do, then how far it is, at last how it ended.
 *
 * <pre>
 *        JobBegun, JobPlanned          StepFailed, or a cancel      (all undone)
 *   New ----------------------> FORWARD ----------------------> UNWINDING -----> RELEASING
 *                                  |  all steps done                                ^ |
 *                                  +------------------------------------------------+ | JobEnded
 *                                                                                     v
 *                                                                                   Ended
 * </pre>
 */
public sealed interface Job {
    record New() implements Job {}

    /** Which way a job is going. */
    enum Course {
        FORWARD,
        UNWINDING,
        RELEASING
    }

    /** {@code attempt} is null between tries; {@code delay} is null unless something keeps the job from going on. */
    record Active(
            JobOrder order,
            Plan plan,
            Course course,
            int step,
            Attempt attempt,
            Delay delay,
            Asked asked,
            Findings findings,
            Instant startedAt)
            implements Job {
        /** Whether something went wrong. What a validation has found wrong is what it was to find. */
        boolean hasFailed() {
            return !findings.errors().isEmpty() && !(order.assignment() instanceof Assignment.Validate);
        }
    }

    record Ended(
            JobOrder order,
            Plan plan,
            JobState state,
            Asked asked,
            Findings findings,
            Instant startedAt,
            Instant endedAt)
            implements Job {}

    /** Why a job does not go on, since when, and when it will try again. */
    record Delay(Refusal reason, Instant since, Instant retryAt, int tries) {}

    /** What a caller wants of the job, and whether it is too late to take it back. */
    record Asked(Control control, String by, boolean beyondReturn) {
        static final Asked NOTHING = new Asked(Control.GO_ON, "", false);
    }

    /** What the job has learnt so far. {@code epochs} is the last epoch that was given out;
     * {@code losses} counts the tries that ended without a result. */
    record Findings(List<StepFacts> facts, List<Refusal> errors, List<String> warnings, long epochs, long losses) {
        public Findings {
            facts = List.copyOf(facts);
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }

        Findings withFacts(StepFacts more) {
            List<StepFacts> all = plus(facts, more);
            List<String> told = new ArrayList<>(warnings);
            told.addAll(more.warnings());
            return new Findings(all, errors, told, epochs, losses);
        }

        Findings withError(Refusal error) {
            return new Findings(facts, plus(errors, error), warnings, epochs, losses);
        }

        Findings withWarning(String warning) {
            return new Findings(facts, errors, plus(warnings, warning), epochs, losses);
        }

        Findings withEpoch(long epoch) {
            return new Findings(facts, errors, warnings, epoch, losses);
        }

        /** A try ended without a result, and its step is tried anew. */
        Findings withLoss() {
            return new Findings(facts, errors, warnings, epochs, losses + 1);
        }

        private static <T> List<T> plus(List<T> list, T one) {
            List<T> all = new ArrayList<>(list);
            all.add(one);
            return all;
        }

        public long bytesWritten() {
            return facts.stream().mapToLong(StepFacts::bytesWritten).sum();
        }

        public long bytesSalvaged() {
            return facts.stream().mapToLong(StepFacts::bytesSalvaged).sum();
        }

        /** Where the job's files really go, once its claims have settled that. */
        public VolumePath rootOr(VolumePath planned) {
            return facts.stream()
                    .map(StepFacts::root)
                    .filter(root -> root != null)
                    .findFirst()
                    .orElse(planned);
        }
    }

    static Job unknown() {
        return new New();
    }

    default Job on(JobEvent event) {
        return switch (this) {
            case New _ -> JobEvolution.begin(event);
            case Active active -> JobEvolution.evolve(active, event);
            case Ended ended -> ended;
        };
    }
}
