/**
 * The classes of a namespace: what each declares, what it inherits, and what an instance of it may hold. Built once
 * from MOF; what contradicts itself is refused there, so nobody who asks later has to doubt it.
 *
 * <p>Start at {@link dev.ferry.cim.schema.Schema}, then {@link dev.ferry.cim.schema.CimClass}.
 */
package dev.ferry.cim.schema;
