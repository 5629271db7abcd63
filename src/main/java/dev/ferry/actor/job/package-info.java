/**
 * Jobs as persistent, sharded, remembered entities, and the news of them.
 *
 * <p>A job survives its node: it wakes elsewhere and goes on from its last event. What it decides is in
 * {@link dev.ferry.model.job.JobRules}; what it has others do goes to a node's hands. Start with
 * {@link dev.ferry.actor.job.JobEntity}.
 */
package dev.ferry.actor.job;
