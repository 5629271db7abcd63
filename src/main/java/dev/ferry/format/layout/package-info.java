/**
 * How an export lies in its folder, as Hyper-V lays it out: which names it uses, and what a list of names found in a
 * folder amounts to. Names only: nothing here opens a file.
 *
 * <p>Start at {@link dev.ferry.format.layout.ExportLayout}.
 */
package dev.ferry.format.layout;
