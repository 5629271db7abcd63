package dev.ferry.security;

import java.time.Instant;

/** An account as it is listed; its hash stays in the database. */
public record Account(String name, Role role, Instant createdAt) {}
