package dev.ferry.view;

import java.util.List;

/**
 * Which systems to list; null means any. {@code namePattern} may have {@code *} and {@code ?} and does not mind case.
 * {@code state} is a word of SystemState as it was recorded, or {@link #PLANNED}. {@code regions} are where a realized system
 * has to be: in one of them; {@code plannedAt} is the node that a planned one has to be of then, null for none of them.
 */
public record SystemFilter(String namePattern, String state, List<Region> regions, String plannedAt) {
    public static final SystemFilter ALL = new SystemFilter(null, null, null);
    public static final String PLANNED = "Planned";

    public SystemFilter {
        regions = regions == null ? null : List.copyOf(regions);
    }

    /** Without regions planned systems are listed too, and with regions they are not. */
    public SystemFilter(String namePattern, String state, List<Region> regions) {
        this(namePattern, state, regions, null);
    }
}
