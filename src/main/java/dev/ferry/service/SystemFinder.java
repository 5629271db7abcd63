package dev.ferry.service;

import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.view.Region;
import dev.ferry.view.SystemFilter;
import dev.ferry.view.SystemPlaces;
import dev.ferry.view.SystemPlaces.Place;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns a question about owners and about what can be reached, which no row has, into one about homes and volumes, which every
 * row has: so a page is full, and the database finds it.
 */
final class SystemFinder {
    private final SystemPlaces places;
    private final Supplier<ClusterFacts> facts;

    SystemFinder(SystemPlaces places, Supplier<ClusterFacts> facts) {
        this.places = places;
        this.facts = facts;
    }

    /** Asks the database; which places there are follows from few rows. */
    SystemFilter filter(SystemQuery query) {
        boolean unavailable = SystemQuery.UNAVAILABLE.equals(query.state());
        String recorded = unavailable ? null : query.state();
        boolean anywhere =
                query.node() == null && (query.state() == null || SystemFilter.PLANNED.equals(query.state()));
        if (anywhere) {
            return new SystemFilter(query.name(), recorded, null);
        }
        ClusterFacts now = facts.get();
        List<Region> regions = new ArrayList<>();
        for (Place place : places.places()) {
            Standing standing = Ownership.standing(place.home(), Set.copyOf(place.volumeKeys()), now);
            if (query.state() == null || unavailable == standing instanceof Standing.Lost) {
                add(regions, place, standing, query.node());
            }
        }
        return new SystemFilter(query.name(), recorded, regions, unavailable ? null : query.node());
    }

    /** The same question put to one row, for when the database cannot be asked. */
    boolean matches(SystemQuery query, SystemRow row) {
        if (query.name() != null && !row.isNamed(query.name())) {
            return false;
        }
        if (!(row.state() instanceof VirtualSystem.Realized realized)) {
            return (query.node() == null || isPlannedAt(query.node(), row))
                    && (query.state() == null || query.state().equals(SystemFilter.PLANNED));
        }
        Standing standing = Ownership.standing(realized, facts.get());
        boolean lost = standing instanceof Standing.Lost;
        String state = lost ? SystemQuery.UNAVAILABLE : realized.state().word();
        return (query.state() == null || query.state().equals(state))
                && (query.node() == null || query.node().equals(Ownership.owner(realized.id(), standing)));
    }

    /** A planned system is of the node that read its definition. */
    private static boolean isPlannedAt(String node, SystemRow row) {
        return row.state() instanceof VirtualSystem.Drafted drafted
                && drafted.planned().origin().node().equals(node);
    }

    private static void add(List<Region> regions, Place place, Standing standing, String node) {
        if (node == null) {
            regions.add(new Region(place.home(), place.volumeKeys(), place.home(), List.of()));
            return;
        }
        switch (standing) {
            case Standing.AtHome(var home)
            when home.equals(node) -> regions.add(new Region(home, place.volumeKeys(), home, List.of()));
            case Standing.Lost(var home, var _, var _)
            when home.equals(node) -> regions.add(new Region(home, place.volumeKeys(), home, List.of()));
            case Standing.Spread(var home, var nodes)
            when nodes.contains(node) ->
                regions.add(new Region(
                        home,
                        place.volumeKeys(),
                        node,
                        nodes.stream().filter(other -> !other.equals(node)).toList()));
            case Standing.AtHome _, Standing.Lost _, Standing.Spread _ -> {}
        }
    }
}
