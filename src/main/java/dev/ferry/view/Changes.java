package dev.ferry.view;

import java.util.ArrayList;
import java.util.List;

/** Two lists of changes, each in the journal's order, as one. */
final class Changes {
    record At<R>(R row, long ordering) {}

    private Changes() {}

    static List<Change> merge(ChangeMark from, List<At<SystemRow>> systems, List<At<JobRow>> jobs, int max) {
        List<Change> all = new ArrayList<>();
        ChangeMark mark = from;
        int s = 0;
        int j = 0;
        while (all.size() < max && s + j < systems.size() + jobs.size()) {
            boolean systemNext = j == jobs.size()
                    || (s < systems.size()
                            && systems.get(s).ordering() < jobs.get(j).ordering());
            if (systemNext) {
                At<SystemRow> next = systems.get(s++);
                mark = new ChangeMark(next.ordering(), mark.jobs());
                all.add(new Change.OfSystem(next.row(), mark));
            } else {
                At<JobRow> next = jobs.get(j++);
                mark = new ChangeMark(mark.systems(), next.ordering());
                all.add(new Change.OfJob(next.row(), mark));
            }
        }
        return all;
    }
}
