/**
 * Reads MOF (DSP0004) as real schemas and WMI write it: pragmas, qualifier declarations, classes and instances. What
 * comes out is what was written, with its place in the text; no name is looked up here and no type is checked.
 *
 * <p>Start at {@link dev.ferry.cim.mof.MofReader}.
 */
package dev.ferry.cim.mof;
