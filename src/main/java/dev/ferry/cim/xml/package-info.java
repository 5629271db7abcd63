/**
 * XML that comes from anybody: read into a small tree within limits, without document types, entities or anything
 * fetched; and written so that it comes back as it was. What the elements mean is not known here.
 *
 * <p>Start at {@link dev.ferry.cim.xml.XmlElement}.
 */
package dev.ferry.cim.xml;
