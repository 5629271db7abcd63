/**
 * What a test of a whole cluster stands on: nodes as processes, a database that can be taken away, a network that can be cut.
 *
 * <p>Nothing here judges. Start with {@code ClusterProcess}.
 */
package dev.ferry.rig;
