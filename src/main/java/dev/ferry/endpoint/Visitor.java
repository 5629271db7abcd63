package dev.ferry.endpoint;

import dev.ferry.model.Caller;

/** Somebody who proved who they are, at a door of CIM; and whether their account may change things. */
public record Visitor(Caller caller, boolean mayChange) {}
