package dev.ferry.model.job;

import java.util.List;

/** All that a job will do, in order, made before it does any of it. */
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public Step step(int index) {
        return steps.get(index);
    }

    public int size() {
        return steps.size();
    }

    /** The step after which the job only goes forward; past the end when there is none. */
    public int pointOfNoReturn() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).point()) {
                return i;
            }
        }
        return steps.size();
    }

    public long countedBytes() {
        return steps.stream().filter(Step::counted).mapToLong(Step::bytes).sum();
    }
}
