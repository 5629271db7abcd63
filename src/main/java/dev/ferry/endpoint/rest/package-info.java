/**
 * The REST door: JSON over HTTP, as {@code docs/reference/rest.md} has it. Bytes in, a call of the front desk; an outcome, bytes out.
 *
 * <p>Nothing is decided here about systems or jobs. Bodies are read strictly, refusals become problem details with the code and
 * status of the one table, and nobody unknown gets further than the login. Start with {@link dev.ferry.endpoint.rest.RestDoor}.
 */
package dev.ferry.endpoint.rest;
