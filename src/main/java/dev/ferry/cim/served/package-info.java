/**
 * Where the rooms of this layer meet: what each namespace shows and what can be called in it. Doors begin here. Nothing else is decided
 * here; what is shown and done lies in the rooms beside it.
 *
 * <p>Start at {@link dev.ferry.cim.served.ServedNamespaces}.
 */
package dev.ferry.cim.served;
