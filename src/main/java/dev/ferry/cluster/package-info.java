/**
 * Who may act in the cluster: the leases by which nodes know which of them are alive, and which work is free to be taken over.
 *
 * <p>Talks to the database and decides nothing about jobs; the arithmetic is in {@code dev.ferry.model.node}. Start at
 * {@link dev.ferry.cluster.LeaseKeeper}; the whole story is in {@code docs/internals/leases.md}.
 */
package dev.ferry.cluster;
