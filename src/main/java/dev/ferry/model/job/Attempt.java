package dev.ferry.model.job;

/**
 * One try at a step (or at its undo) on one node. {@code incarnation} names the very process: when it is gone, so is the try.
 */
public record Attempt(int step, boolean undo, long epoch, String node, String incarnation) {}
