/**
 * What is true of the nodes themselves: how long a lease holds, and what is known of a node.
 *
 * <p>Arithmetic on times that come in from outside; nothing here reads a clock. Start with
 * {@link dev.ferry.model.node.LeaseTerm}.
 */
package dev.ferry.model.node;
