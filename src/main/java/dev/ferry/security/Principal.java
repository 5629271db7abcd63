package dev.ferry.security;

/** Somebody who proved who they are. */
public record Principal(String name, Role role) {}
