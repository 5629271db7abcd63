/**
 * A node's hands as actors: which nodes there are, which tries run on this one, and one worker for each.
 *
 * <p>Workers may crash at any byte; a job that hears nothing asks again. What the hands can do is in
 * {@code dev.ferry.actor.hands}, behind {@link dev.ferry.actor.copy.StepHands} and {@link dev.ferry.actor.copy.ChoreHands}. Start
 * with {@link dev.ferry.actor.copy.StorageNode}.
 */
package dev.ferry.actor.copy;
