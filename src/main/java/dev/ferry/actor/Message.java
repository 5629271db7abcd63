package dev.ferry.actor;

/** Marks what may travel between nodes. Pekko writes it as CBOR; nothing else is allowed on the wire. */
public interface Message {}
