/**
 * WHO DECIDES, AND IN WHAT ORDER. Thin shells around the rules of {@code model}: they persist, then act.
 *
 * <p>Nothing here has an {@code if} about the domain. What lies here at the top is what all actors say to each other; what
 * travels between nodes is a {@link dev.ferry.actor.Message}. Start with {@link dev.ferry.actor.job.JobEntity}.
 */
package dev.ferry.actor;
