package dev.ferry.storm;

import java.util.List;

/** What the API lists when all is quiet. */
record Listings(List<ListedSystem> systems, List<Promise> promises) {
    record ListedSystem(String id, String name, boolean planned, String job) {}

    /** A claim, or (with an empty place) room that is still promised; {@code holder} as the API tells it. */
    record Promise(String volume, String place, String holder, long roomBytes) {}
}
