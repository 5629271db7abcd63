/**
 * Bytes between nodes, on a port of their own: one node reads ranges of a file that another has. Plain sockets, blocking,
 * bounded; actors and their messages never come here, so that a big copy cannot make a node look dead. What may be read is
 * what the node's volumes have; who may ask is settled by the certificates of both sides. Start with
 * {@link dev.ferry.storage.remote.DataPort}, the side that serves, and {@link dev.ferry.storage.remote.RemoteSource}, the side
 * that asks; {@link dev.ferry.storage.remote.Wire} has what goes over the line.
 */
package dev.ferry.storage.remote;
