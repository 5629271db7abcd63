/**
 * What can be listed: tables that follow the journal by some hundredths of a second, and the reads that doors and daemons do
 * on them, without waking an entity. Also what is kept beside the journal: outcomes by idempotency key, and what was decided
 * at the cluster's first start.
 *
 * <p>Nothing is decided here; a row holds the state that {@code dev.ferry.model} makes of the events. All reads block for as
 * long as the database takes: call them on a thread that may. Start at {@link dev.ferry.view.Views} (reads) and
 * {@link dev.ferry.view.ViewProjections} (writes).
 */
package dev.ferry.view;
