/**
 * What is promised on one volume: who may read, write or own which file or folder, and how much room jobs were given. Paths
 * here are relative to a volume and never absolute; where a volume is mounted is for storage to know. Start at
 * {@link dev.ferry.model.volume.VolumeRules}.
 */
package dev.ferry.model.volume;
