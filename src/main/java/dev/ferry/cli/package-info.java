/**
 * The command line: a client of the REST door like any other, with no other way in.
 *
 * <p>It knows words, shapes and exit codes; it decides nothing that a node decides, and reads no data folder but for the
 * administrator's password. Nothing here may call another package of this project, except for the table of return codes.
 * Start at {@link dev.ferry.cli.FerryCommand}; {@link dev.ferry.cli.FerryClient} is the way to a node.
 */
package dev.ferry.cli;
