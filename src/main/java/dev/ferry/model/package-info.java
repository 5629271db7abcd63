/**
 * What is true: records, sealed types and pure decisions. Every rule is a function of a state, a request and the time;
 * every change of state is an event. No Pekko, no I/O, no clock, no randomness, no logger: what a rule needs to know comes in
 * as a parameter. Imports java.*, itself, and Jackson annotations. Start at {@link dev.ferry.model.Decision}, then go to system,
 * job, volume and transfer.
 */
package dev.ferry.model;
