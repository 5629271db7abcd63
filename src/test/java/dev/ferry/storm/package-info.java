/**
 * The storm: many jobs while faults fall, and the checker that judges what came of them.
 *
 * <p>{@code Checker} is pure: it is given what clients saw, what the journal holds and what lies on the disks, and names what
 * was lost, doubled, left behind or lied about. It reads the journal with the product's serializer and nothing else of the
 * product's logic. Start with {@code Checker}; that it can find something is {@code CheckerTest}.
 */
package dev.ferry.storm;
