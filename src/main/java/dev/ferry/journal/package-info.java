/**
 * What must stay readable: the names and the JSON of events and entity snapshots. An event's name, once shipped, is for ever,
 * and so is its golden file in {@code src/test/resources/golden/journal}.
 *
 * <p>What the events mean is not known here; {@code dev.ferry.model} tells. Start at {@link dev.ferry.journal.EventNames}. To
 * change an event's shape beyond a new field that may be missing, give it a new version: another name in the table, and a
 * record that the old one is turned into.
 */
package dev.ferry.journal;
