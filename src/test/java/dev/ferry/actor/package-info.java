/**
 * Entities in real actor systems, on a real PostgreSQL.
 *
 * <p>What they decide is tested in {@code model}; here it is what the shells around it do when the journal or the cluster lets them
 * down. Start with {@link dev.ferry.actor.TwoWritersTest}.
 */
package dev.ferry.actor;
