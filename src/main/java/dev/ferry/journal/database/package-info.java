/**
 * Where the journal and the views are kept: the data folder of a node, the PostgreSQL that Ferry brings along, the pool of
 * connections for our own SQL, and the versions of the schema.
 *
 * <p>No table's meaning lives here, only that the tables exist. Start at {@link dev.ferry.journal.database.EmbeddedDatabase}
 * (a server of our own), {@link dev.ferry.journal.database.Database} (any server), and
 * {@link dev.ferry.journal.database.SchemaMigration}.
 */
package dev.ferry.journal.database;
