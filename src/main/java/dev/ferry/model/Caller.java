package dev.ferry.model;

/** Who asked: the account, the door it came through (rest, wsman, cimxml), and the address it came from. */
public record Caller(String principal, String door, String address) {}
