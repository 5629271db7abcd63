/**
 * What all doors share: who is there, where a door listens, how a text is given away and known again. Each door has a room of its own below,
 * and no door knows another. What may be done is not decided here, only who asks.
 *
 * <p>Start at {@link dev.ferry.endpoint.Listener} and {@link dev.ferry.endpoint.BasicLogin}.
 */
package dev.ferry.endpoint;
