/**
 * What is true of a node as one that may change things: for how long it can still rely on its lease.
 *
 * <p>Only arithmetic; the row behind it is in {@code dev.ferry.cluster}. Start at {@link dev.ferry.model.node.LeaseTerm}.
 */
package dev.ferry.model.node;
