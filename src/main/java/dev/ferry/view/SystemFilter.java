package dev.ferry.view;

/**
 * Which systems to list; null means any. {@code namePattern} may have {@code *} and {@code ?} and does not mind case.
 * {@code state} is a word of SystemState, or {@link #PLANNED}.
 */
public record SystemFilter(String namePattern, String state, String node) {
    public static final SystemFilter ALL = new SystemFilter(null, null, null);
    public static final String PLANNED = "Planned";
}
