/**
 * How several nodes are one cluster: who may have a name, who founds, who survives a split, whom a node believes, and by which
 * leases nodes know which of them may still write.
 *
 * <p>Facts that must hold between nodes that cannot hear each other are rows in PostgreSQL, by its clock. Nothing here knows
 * systems or jobs. Start at {@link dev.ferry.cluster.Formation}, and for who may write at
 * {@link dev.ferry.cluster.LeaseKeeper}.
 */
package dev.ferry.cluster;
