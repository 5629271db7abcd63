/**
 * Jobs in CIM: as Msvm_ConcreteJob in three namespaces, their errors, and what clients ask of a job. What a job is, and whether it
 * can still be stopped, is decided elsewhere; here are only the words and numbers that clients of each namespace read.
 *
 * <p>Start at {@link dev.ferry.cim.job.JobViews} and {@link dev.ferry.cim.job.JobMethods}. Why the namespaces answer with
 * different numbers is told in {@code docs/decisions/0011-job-state-codes.md}.
 */
package dev.ferry.cim.job;
