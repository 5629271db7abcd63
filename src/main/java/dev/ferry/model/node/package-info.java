/**
 * Nodes as the cluster knows them, and what follows from it: who owns a system, whether a node may be drained or forgotten.
 *
 * <p>Nothing here asks anybody: the facts come in, and the same facts give the same answer on every node. Start with
 * {@link dev.ferry.model.node.Ownership}.
 */
package dev.ferry.model.node;
