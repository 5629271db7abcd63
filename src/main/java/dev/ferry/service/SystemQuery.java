package dev.ferry.service;

/**
 * Which systems a client asks for; null means any. {@code state} is a word as systems are shown, {@link #UNAVAILABLE} among them;
 * {@code node} is the one that owns them now.
 */
public record SystemQuery(String name, String state, String node) {
    /** The state of a system that nobody can reach: what it was last may be true no more. */
    public static final String UNAVAILABLE = "Unavailable";
}
