package dev.ferry.storm;

import dev.ferry.storm.Ledger.JobPage;
import dev.ferry.storm.Ledger.SystemPage;
import dev.ferry.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One key with two jobs; one job that took effect twice; one identity with two lives, or two holders, at once. */
final class Doubled {
    private Doubled() {}

    static List<Violation> in(Evidence evidence, Ledger ledger) {
        List<Violation> found = new ArrayList<>();
        Map<String, Set<String>> byKey = new TreeMap<>();
        for (Submit submit : evidence.submits()) {
            Set<String> jobs = byKey.computeIfAbsent(submit.key(), _ -> new TreeSet<>());
            if (!submit.job().isEmpty()) {
                jobs.add(submit.job());
            }
            ledger.of(submit).forEach(job -> jobs.add(job.id));
        }
        byKey.forEach((key, jobs) -> {
            if (jobs.size() > 1) {
                found.add(new Violation(Kind.DOUBLED, "key " + key, "it has the jobs " + jobs));
            }
        });
        ledger.jobs().values().forEach(job -> job(job, found));
        ledger.systems().values().forEach(system -> system(system, found));
        evidence.disks().exports().stream()
                .collect(Collectors.groupingBy(Disks.Export::job, TreeMap::new, Collectors.toList()))
                .forEach((job, exports) -> {
                    if (exports.size() > 1) {
                        found.add(doubled(
                                job,
                                "it has the exports "
                                        + exports.stream()
                                                .map(Disks.Export::folder)
                                                .toList()));
                    }
                });
        return found;
    }

    private static void job(JobPage job, List<Violation> found) {
        if (job.begun.size() > 1) {
            found.add(doubled(job.id, "it began " + job.begun.size() + " times"));
        }
        if (job.ends.size() > 1) {
            found.add(doubled(job.id, "it ended " + job.ends.size() + " times"));
        }
        if (hasRepeated(job.epochs)) {
            found.add(doubled(job.id, "one epoch was given to two tries: " + job.epochs));
        }
        if (hasRepeated(job.effects)) {
            found.add(doubled(job.id, "steps took effect more than once: " + job.effects));
        }
    }

    private static void system(SystemPage system, List<Violation> found) {
        system.faults.forEach(fault -> found.add(new Violation(Kind.DOUBLED, "system " + system.id, fault)));
        if (hasRepeated(system.makers)) {
            found.add(new Violation(Kind.DOUBLED, "system " + system.id, "one job made it twice: " + system.makers));
        }
    }

    private static boolean hasRepeated(Collection<?> all) {
        return new HashSet<>(all).size() < all.size();
    }

    private static Violation doubled(String job, String what) {
        return new Violation(Kind.DOUBLED, "job " + job, what);
    }
}
