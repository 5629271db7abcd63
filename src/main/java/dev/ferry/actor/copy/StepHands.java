package dev.ferry.actor.copy;

import dev.ferry.model.job.Report;

/** Carries out one try at a step, on a thread that it may block. Doing the same step twice ends the same. */
public interface StepHands {
    Report perform(StorageNode.Task task, StepControl control);
}
