/**
 * The door of WS-Management, DSP0226 with CIM's binding: an envelope in, one question to the CIM layer, an envelope out. Nothing here
 * knows what a system or a job is, and nothing is kept between two requests: an enumeration goes on at any node, by what the client
 * brings.
 *
 * <p>Start at {@link dev.ferry.endpoint.wsman.WsmanDoor}; what an operation does lies in {@link dev.ferry.endpoint.wsman.Operations}.
 */
package dev.ferry.endpoint.wsman;
