/**
 * Virtual systems as persistent, sharded entities: one for each identity in the whole cluster.
 *
 * <p>No file is touched here; definition files and changes of state are chores of a node's hands. Start with
 * {@link dev.ferry.actor.system.VirtualSystemEntity}.
 */
package dev.ferry.actor.system;
