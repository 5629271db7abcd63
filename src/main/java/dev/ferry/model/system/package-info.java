/**
 * One virtual system: its settings, its state, its snapshots, and the one job that may hold it. Rules refuse before anything
 * happens, with a code, the object and a remedy. What a hypervisor does is not known here, only which changes exist. Start at
 * {@link dev.ferry.model.system.SystemRules}; the transitions are in docs/internals/states/system.md.
 */
package dev.ferry.model.system;
