package dev.ferry.storage.remote;

import java.time.Duration;

/**
 * The bounds of the data port: connections at once, bytes that one request may ask for, and how long a side may be silent
 * before the other gives the connection up.
 */
public record DataLimits(int connections, int windowBytes, Duration silence) {}
