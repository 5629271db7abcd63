/**
 * Instances as text within other values, and classes: the CIM-XML that Windows' {@code GetText} writes, which is what parameters and
 * properties of Hyper-V hold, and MOF. An instance is read against its class, so what comes out is of the declared
 * types.
 *
 * <p>Start at {@link dev.ferry.cim.text.EmbeddedText}.
 */
package dev.ferry.cim.text;
