package dev.ferry.storm;

import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault fell, and how often while bytes moved: while a try at copying was under way, as the journal has it. */
record Hits(Map<Fault, Integer> falls, Map<Fault, Integer> hits) {
    /** One try at copying, from its first event to its last. */
    private record Copying(String job, String node, Instant from, Instant to) {
        boolean isUnderWay(Strike strike) {
            boolean meant = strike.job().isEmpty() || strike.job().equals(job);
            return meant && !strike.at().isBefore(from) && !strike.at().isAfter(to);
        }
    }

    static Hits of(List<Strike> strikes, List<JournalRow> journal) {
        List<Copying> copies = copies(journal);
        Map<Fault, Integer> falls = new TreeMap<>();
        Map<Fault, Integer> hits = new TreeMap<>();
        for (Strike strike : strikes) {
            falls.merge(strike.fault(), 1, Integer::sum);
            hits.merge(strike.fault(), copies.stream().anyMatch(copy -> copy.isUnderWay(strike)) ? 1 : 0, Integer::sum);
        }
        return new Hits(falls, hits);
    }

    private static List<Copying> copies(List<JournalRow> journal) {
        List<Copying> found = new ArrayList<>();
        Map<String, Plan> plans = new HashMap<>();
        Map<String, Copying> open = new HashMap<>();
        for (JournalRow row : journal) {
            if (row.event() instanceof JobEvent event) {
                Copying before = open.remove(row.id());
                if (before != null) {
                    found.add(new Copying(before.job(), before.node(), before.from(), row.writtenAt()));
                }
                if (event instanceof JobEvent.JobPlanned(var plan)) {
                    plans.put(row.id(), plan);
                } else if (event instanceof JobEvent.AttemptStarted(var attempt, var _)
                        && copies(plans, row, attempt)) {
                    open.put(row.id(), new Copying(row.id(), attempt.node(), row.writtenAt(), Instant.MAX));
                }
            }
        }
        found.addAll(open.values());
        return found;
    }

    private static boolean copies(Map<String, Plan> plans, JournalRow row, Attempt attempt) {
        Plan plan = plans.get(row.id());
        return plan != null
                && !attempt.undo()
                && attempt.step() < plan.size()
                && plan.step(attempt.step()).action() instanceof Action.MakeItem;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("| fault | fell | while bytes moved |\n| --- | --- | --- |\n");
        falls.forEach(
                (fault, count) -> text.append("| " + fault.word() + " | " + count + " | " + hits.get(fault) + " |\n"));
        return text.toString();
    }
}
