/**
 * The saga: what a job will do ({@link dev.ferry.model.job.JobPlanner}), what it does next and what may be asked of it
 * ({@link dev.ferry.model.job.JobRules}), and how events change it. Each step has a do and an undo, both safe to repeat.
 * Nothing here carries a step out: that is for actor and storage. The transitions are in docs/internals/states/job.md.
 */
package dev.ferry.model.job;
