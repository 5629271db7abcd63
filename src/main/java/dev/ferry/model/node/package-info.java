/**
 * Nodes as the cluster knows them, and what follows from it: how long a lease holds, who owns a system, whether a node may be
 * drained or forgotten.
 *
 * <p>Nothing here asks anybody or reads a clock: the facts come in, and the same facts give the same answer on every node. Start
 * with {@link dev.ferry.model.node.Ownership} or {@link dev.ferry.model.node.LeaseTerm}.
 */
package dev.ferry.model.node;
