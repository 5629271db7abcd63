/**
 * What a node's hands know how to do: the steps of jobs, and the looks before one is ordered. Here storage and formats meet.
 *
 * <p>Everything blocks and runs on threads that may be blocked; there are no actors here, only a way to ask them
 * ({@link dev.ferry.actor.hands.EntityDesk}). Each step can be done twice and ends the same. Start with
 * {@link dev.ferry.actor.hands.NodeSteps} and {@link dev.ferry.actor.hands.NodeChores}.
 */
package dev.ferry.actor.hands;
