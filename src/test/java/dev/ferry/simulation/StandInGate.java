package dev.ferry.simulation;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StepHands;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Report;

/** Steps that change what others see are done with a lease only. */
record StandInGate(SimProcess process, StepHands steps) implements StepHands {
    @Override
    public Report perform(StorageNode.Task task, StepControl control) {
        boolean needsLease =
                switch (task.action()) {
                    case Action.Publish _,
                            Action.Unpublish _,
                            Action.PutAside _,
                            Action.PutBack _,
                            Action.RemoveFiles _,
                            Action.RemoveStaging _ -> true;
                    default -> false;
                };
        return needsLease && !process.holdsLease(task.attempt().incarnation())
                ? new Report.Failed(new Refusal(ReturnCode.NOT_AVAILABLE, "no lease", "wait"), true)
                : steps.perform(task, control);
    }
}
