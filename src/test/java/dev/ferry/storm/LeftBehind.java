package dev.ferry.storm;

import dev.ferry.storm.Ledger.JobPage;
import dev.ferry.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Staging, promises, reservations, planned systems, and files that nothing explains, when all jobs have ended. */
final class LeftBehind {
    private LeftBehind() {}

    static List<Violation> in(Evidence evidence, Ledger ledger) {
        List<Violation> found = new ArrayList<>();
        evidence.disks().staging().forEach(place -> found.add(left(place, "it is still in staging")));
        for (Listings.Promise promise : evidence.listings().promises()) {
            if (promise.place().isEmpty() && promise.roomBytes() > 0) {
                found.add(left(promise.volume(), promise.roomBytes() + " bytes are still promised"));
            } else if (promise.holder().startsWith("job ")) {
                found.add(left(promise.place(), "it is still claimed by " + promise.holder()));
            }
        }
        for (Listings.ListedSystem system : evidence.listings().systems()) {
            if (system.planned()) {
                found.add(left("system " + system.id(), "it is planned, and no job makes it"));
            }
            if (!system.job().isEmpty()) {
                found.add(left("system " + system.id(), "it is reserved by job " + system.job()));
            }
        }
        Set<String> explained = explained(evidence, ledger);
        evidence.disks().files().stream()
                .filter(file -> !explained.contains(file))
                .forEach(file -> found.add(left(file, "it belongs to no completed job and to no system")));
        return found;
    }

    /** What a completed export's manifest names, and what a living system has. */
    private static Set<String> explained(Evidence evidence, Ledger ledger) {
        Set<String> explained = new TreeSet<>();
        for (Disks.Export export : evidence.disks().exports()) {
            JobPage job = ledger.jobs().get(export.job());
            if (job != null && job.isCompleted()) {
                explained.addAll(export.files());
            }
        }
        ledger.systems().values().stream()
                .filter(system -> system.lives)
                .forEach(system -> explained.addAll(system.files));
        return explained;
    }

    private static Violation left(String subject, String what) {
        return new Violation(Kind.LEFT_BEHIND, subject, what);
    }
}
