/**
 * What a disk file is, told from a few bounded reads: its kind, its size to the guest, and which parent it says it has.
 * Nothing a file names is ever opened here: a name in a file is a claim of whoever wrote the file.
 *
 * <p>Start at {@link dev.ferry.format.disk.DiskPeek}.
 */
package dev.ferry.format.disk;
