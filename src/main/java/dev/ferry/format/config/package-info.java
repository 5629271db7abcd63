/**
 * A virtual system's configuration as a tree of names and typed values, and the XML that Windows Server 2012 R2 and
 * older write it in. What the names mean is not known here: that is {@code format.definition}.
 *
 * <p>Start at {@link dev.ferry.format.config.ConfigTree}.
 */
package dev.ferry.format.config;
