/**
 * What goes over the wire in CIM-XML (DSP0201): requests that are read, and answers that are written. Instances, paths and values are
 * read and written by {@code dev.ferry.cim.text}; here is what stands around them. Nothing here knows what an operation does, or HTTP.
 *
 * <p>Start at {@link dev.ferry.endpoint.cimxml.dsp0201.RequestReader} and {@link
 * dev.ferry.endpoint.cimxml.dsp0201.Response}.
 */
package dev.ferry.endpoint.cimxml.dsp0201;
