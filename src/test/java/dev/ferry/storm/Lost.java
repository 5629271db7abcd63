package dev.ferry.storm;

import dev.ferry.model.job.JobState;
import dev.ferry.storm.Ledger.JobPage;
import dev.ferry.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was acknowledged and is gone; what never ended; what ended badly though nobody stopped it. */
final class Lost {
    private Lost() {}

    static List<Violation> in(Evidence evidence, Ledger ledger) {
        List<Violation> found = new ArrayList<>();
        ledger.gaps().forEach(gap -> found.add(new Violation(Kind.LOST, gap, "the journal has a gap")));
        for (Submit submit : evidence.submits()) {
            submit(submit, ledger, found);
        }
        Set<JobPage> rivals = rivals(evidence, ledger);
        for (JobPage job : ledger.jobs().values()) {
            if (job.ends.isEmpty()) {
                found.add(lost(job.id, "it has begun and never ended"));
            }
            boolean failed =
                    job.end().filter(state -> state == JobState.EXCEPTION).isPresent();
            if (failed && !hasLost(job, rivals)) {
                found.add(lost(job.id, "it failed, and a fault of nodes or database is no reason to"));
            }
            boolean stopped = job.end()
                    .filter(state -> state == JobState.TERMINATED || state == JobState.KILLED)
                    .isPresent();
            if (stopped && !job.isStoppedByRequest()) {
                found.add(lost(job.id, "it was stopped, and nobody had asked for that"));
            }
        }
        Set<String> told = new HashSet<>();
        evidence.sights().stream()
                .filter(sight -> sight.state().equals(Sight.ABSENT))
                .filter(sight -> wasAccepted(evidence, sight))
                .filter(sight -> told.add(sight.node() + sight.job()))
                .forEach(sight -> found.add(lost(
                        sight.job(),
                        sight.node() + " did not know it at " + sight.from() + ", after it was accepted")));
        return found;
    }

    private static Set<JobPage> rivals(Evidence evidence, Ledger ledger) {
        return evidence.submits().stream()
                .filter(Submit::rival)
                .flatMap(submit -> submit.job().isEmpty()
                        ? ledger.of(submit).stream()
                        : Stream.ofNullable(ledger.jobs().get(submit.job())))
                .collect(Collectors.toSet());
    }

    /** Of rivals one must win: one that failed is excused by another that has what both wanted, and by nothing else. */
    private static boolean hasLost(JobPage job, Set<JobPage> rivals) {
        return rivals.contains(job)
                && rivals.stream()
                        .anyMatch(other -> other != job && other.isCompleted() && other.isAboutTheSystemOf(job));
    }

    private static void submit(Submit submit, Ledger ledger, List<Violation> found) {
        JobPage job = ledger.jobs().get(submit.job());
        boolean began = submit.job().isEmpty() ? !ledger.of(submit).isEmpty() : job != null && !job.begun.isEmpty();
        if (submit.answer() == Submit.Answer.ACCEPTED && !began) {
            found.add(lost(submit.job(), "it was accepted with the key " + submit.key() + " and never began"));
        }
        if (submit.answer() == Submit.Answer.REFUSED && !submit.rival() && !began) {
            String what = "nothing stood against it, and it was refused: " + submit.detail();
            found.add(new Violation(Kind.LOST, "key " + submit.key(), what));
        }
    }

    private static boolean wasAccepted(Evidence evidence, Sight sight) {
        return evidence.submits().stream()
                .anyMatch(submit -> submit.answer() == Submit.Answer.ACCEPTED
                        && submit.job().equals(sight.job())
                        && submit.to().isBefore(sight.from()));
    }

    private static Violation lost(String job, String what) {
        return new Violation(Kind.LOST, "job " + job, what);
    }
}
