/**
 * What the files of a virtual system mean: definitions, disks, and the folders they are exported in. Nothing here knows
 * an actor, a volume's root or a job; bytes and names come in, values go out, and what can't be read is a
 * {@link dev.ferry.format.FormatException} that says which file, where in it, and which rule.
 *
 * <p>Start at {@link dev.ferry.format.layout.ExportLayout}, then {@link dev.ferry.format.definition.DefinitionReader}.
 */
package dev.ferry.format;
