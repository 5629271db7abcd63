/**
 * Whether the language of CIM is spoken as it is documented, at a real node: which code is given when, and rules that clients rely on.
 * Not here: tests of one part by itself, which live beside the part. Start at {@code EasilyMissedTest}.
 */
package dev.ferry.conformance;
