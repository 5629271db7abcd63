/**
 * Ferry: the one place where everything meets. {@link dev.ferry.Main} reads the command line, {@link dev.ferry.Settings} the
 * settings, {@link dev.ferry.Node} starts what a node consists of and stops it in order.
 *
 * <p>No rule lives here and no file is copied here. The way through the house is in {@code docs/internals/architecture.md}.
 */
package dev.ferry;
