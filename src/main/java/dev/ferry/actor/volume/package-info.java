/**
 * Volumes as persistent, sharded entities: what is promised on each, for the whole cluster.
 *
 * <p>The files themselves are the hands' business; here is only who may use them. The rules are
 * {@link dev.ferry.model.volume.VolumeRules}.
 */
package dev.ferry.actor.volume;
