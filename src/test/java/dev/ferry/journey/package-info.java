/**
 * A user's journeys: a real node as a process of its own, real files, the REST door and the command line.
 *
 * <p>What can be decided without a node is tested in {@code model}; here is what only the whole can show. Start with
 * {@code ExportImportIT}.
 */
package dev.ferry.journey;
