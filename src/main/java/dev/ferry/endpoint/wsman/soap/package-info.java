/**
 * How WS-Management is written: envelopes, faults, resource URIs, and instances and values of CIM in them. Bytes become records and
 * records text; nothing is asked here, and nothing of HTTP is known. What comes in is read leniently, what goes out is always the same.
 *
 * <p>Start at {@link dev.ferry.endpoint.wsman.soap.RequestReader} and {@link dev.ferry.endpoint.wsman.soap.Reply}.
 */
package dev.ferry.endpoint.wsman.soap;
