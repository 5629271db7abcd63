package dev.ferry.storm;

import dev.ferry.model.job.JobKind;
import dev.ferry.storm.Ledger.JobPage;
import dev.ferry.storm.Ledger.SystemPage;
import dev.ferry.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Completed without a result that verifies; a result without Completed; answers that contradict each other or the journal. */
final class Lying {
    private Lying() {}

    static List<Violation> in(Evidence evidence, Ledger ledger) {
        List<Violation> found = new ArrayList<>();
        ledger.jobs().values().forEach(job -> result(evidence, ledger, job, found));
        evidence.disks().damaged().forEach((file, what) -> found.add(new Violation(Kind.LYING, file, what)));
        evidence.submits().forEach(submit -> refusal(evidence, ledger, submit, found));
        Map<String, List<Sight>> byJob = new TreeMap<>(evidence.sights().stream()
                .filter(sight -> !sight.state().equals(Sight.ABSENT))
                .collect(Collectors.groupingBy(Sight::job)));
        byJob.forEach((id, sights) -> {
            Optional<JobPage> page = Optional.ofNullable(ledger.jobs().get(id));
            if (page.isEmpty()) {
                found.add(lying(id, sights.getFirst().node() + " showed it, and the journal does not have it"));
            }
            page.ifPresent(job -> sights.forEach(sight -> against(job, sight, found)));
            ends(sights, found);
            percents(sights, found);
        });
        return found;
    }

    private static void result(Evidence evidence, Ledger ledger, JobPage job, List<Violation> found) {
        List<Disks.Export> exports = evidence.disks().exports().stream()
                .filter(export -> export.job().equals(job.id))
                .toList();
        List<SystemPage> made = ledger.systems().values().stream()
                .filter(system -> system.makers.contains(job.id))
                .toList();
        boolean ended = job.end().isPresent();
        if (ended && !job.isCompleted() && (!exports.isEmpty() || !made.isEmpty())) {
            found.add(lying(job.id, "it ended as " + job.end().orElseThrow() + " and its result is there"));
        }
        if (!job.isCompleted()) {
            return;
        }
        if (job.isOf(JobKind.EXPORT) && exports.isEmpty()) {
            found.add(lying(job.id, "it is Completed and no export bears its name"));
        }
        exports.stream()
                .filter(export -> !export.damages().isEmpty())
                .forEach(export -> found.add(lying(
                        job.id, "it is Completed and " + export.folder() + " does not verify: " + export.damages())));
        if (job.isOf(JobKind.IMPORT) || job.isOf(JobKind.DEFINE)) {
            boolean listed = made.stream()
                    .allMatch(system -> !system.lives
                            || evidence.listings().systems().stream()
                                    .anyMatch(one -> one.id().equals(system.id) && !one.planned()));
            if (made.isEmpty() || !listed) {
                found.add(lying(job.id, "it is Completed and its system is not there"));
            }
        }
    }

    private static void refusal(Evidence evidence, Ledger ledger, Submit submit, List<Violation> found) {
        if (submit.answer() != Submit.Answer.REFUSED) {
            return;
        }
        boolean accepted = evidence.submits().stream()
                .anyMatch(other -> other.key().equals(submit.key()) && other.answer() == Submit.Answer.ACCEPTED);
        if (accepted || !ledger.of(submit).isEmpty()) {
            found.add(new Violation(
                    Kind.LYING, "key " + submit.key(), "it was refused (" + submit.detail() + "), and its job exists"));
        }
    }

    private static void against(JobPage job, Sight sight, List<Violation> found) {
        if (!sight.isEnd()) {
            return;
        }
        boolean agrees =
                job.end().map(state -> state.word().equals(sight.state())).orElse(false);
        if (!agrees) {
            found.add(lying(
                    job.id,
                    sight.node() + " showed it as " + sight.state() + ", the journal says "
                            + job.end().map(state -> state.word()).orElse("that it has not ended")));
        } else if (sight.to().isBefore(job.ends.getFirst().at())) {
            found.add(lying(job.id, sight.node() + " showed its end at " + sight.to() + ", before it ended"));
        }
    }

    /** An end is an end: whoever asks after somebody has seen it sees it too, or is told that the answer is stale. */
    private static void ends(List<Sight> sights, List<Violation> found) {
        Optional<Sight> end = sights.stream().filter(Sight::isEnd).min(Comparator.comparing(Sight::to));
        end.flatMap(first -> sights.stream()
                        .filter(sight -> sight.isSurelyAfter(first) && !sight.stale())
                        .filter(sight -> !sight.state().equals(first.state()))
                        .findFirst())
                .ifPresent(later -> found.add(lying(
                        later.job(),
                        later.node() + " showed it as " + later.state() + " at " + later.from() + ", after "
                                + end.orElseThrow().node() + " had shown it as "
                                + end.orElseThrow().state())));
    }

    /** At whatever node, while the job goes forward: attempts, and percents within one. */
    private static void percents(List<Sight> sights, List<Violation> found) {
        Comparator<Sight> progress = Comparator.comparing(Sight::attempt).thenComparing(Sight::percent);
        List<Sight> asked = sights.stream()
                .filter(sight -> sight.state().equals("Running") && !sight.stale())
                .sorted(Comparator.comparing(Sight::from))
                .toList();
        Iterator<Sight> answered =
                asked.stream().sorted(Comparator.comparing(Sight::to)).iterator();
        Sight next = answered.hasNext() ? answered.next() : null;
        Sight furthest = next;
        for (Sight now : asked) {
            while (next != null && now.isSurelyAfter(next)) {
                furthest = progress.compare(next, furthest) > 0 ? next : furthest;
                next = answered.hasNext() ? answered.next() : null;
            }
            if (now.isSurelyAfter(furthest) && progress.compare(now, furthest) < 0) {
                found.add(lying(now.job(), progress(now) + " at " + now.from() + ", after " + progress(furthest)));
                return;
            }
        }
    }

    private static String progress(Sight sight) {
        return sight.node() + " showed " + sight.percent() + " percent in attempt " + sight.attempt();
    }

    private static Violation lying(String job, String what) {
        return new Violation(Kind.LYING, "job " + job, what);
    }
}
