/**
 * How several nodes are one cluster: who may have a name, who founds, who survives a split, and whom a node believes.
 *
 * <p>Facts that must hold between nodes that cannot hear each other are rows in PostgreSQL, by its clock
 * ({@link dev.ferry.cluster.LeaseTable}). Nothing here knows systems or jobs. Start at {@link dev.ferry.cluster.Formation}.
 */
package dev.ferry.cluster;
