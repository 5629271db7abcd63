/**
 * The door of CIM-XML over HTTP (DSP0200), at {@code /cimom}: a request is decoded, handed to the namespaces that are served, and what they say
 * is encoded. What there is and what can be done is decided there; not one rule about systems or jobs lives here, and nothing is kept
 * between two requests.
 *
 * <p>Start at {@link dev.ferry.endpoint.cimxml.Operations}, then {@link dev.ferry.endpoint.cimxml.dsp0201.RequestReader}.
 */
package dev.ferry.endpoint.cimxml;
