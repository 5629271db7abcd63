package dev.ferry.view;

/** A state after {@code version} events, the last of which is at {@code ordering} in the journal. */
record Stored<S>(S state, long version, long ordering) {}
