/**
 * What is true of a node as one that may change things: for how long it can still rely on its lease. Start at
 * {@link dev.ferry.model.node.LeaseTerm}; the row behind it is in {@code dev.ferry.cluster}.
 */
package dev.ferry.model.node;
