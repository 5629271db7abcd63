/**
 * What CIM says things with: types, values, dates, references and instances. No class is known here, so what a path or
 * a text says has the type that it looks like; {@link dev.ferry.cim.schema.Schema} gives it the declared one.
 *
 * <p>Start at {@link dev.ferry.cim.value.CimValue}, then {@link dev.ferry.cim.value.ObjectPath}.
 */
package dev.ferry.cim.value;
