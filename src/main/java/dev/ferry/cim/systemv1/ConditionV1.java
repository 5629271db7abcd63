package dev.ferry.cim.systemv1;

import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.system.Work;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;

/**
 * How a system is, in the numbers of the first namespace. A system that nobody can reach has no state that anybody knows: it is
 * shown as unknown and in critical health, with the reason in words.
 */
record ConditionV1(
        int enabledState, int requestedState, int healthState, List<Integer> operational, List<String> descriptions) {
    private static final int UNKNOWN = 0;
    private static final int OK = 2;
    private static final int DEGRADED = 3;
    private static final int IN_SERVICE = 11;
    private static final int HEALTHY = 5;
    private static final int CRITICAL = 25;
    private static final int NONE_REQUESTED = 12;

    ConditionV1 {
        operational = List.copyOf(operational);
        descriptions = List.copyOf(descriptions);
    }

    static ConditionV1 of(SystemEntry entry, Realized system) {
        Standing.Lost lost = entry.seat() == null ? null : entry.seat().lost();
        List<Integer> operational = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        if (lost != null) {
            operational.add(DEGRADED);
            descriptions.add("The system cannot be reached: " + lost.why() + "; " + lost.remedy());
        }
        if (system.reservation() == null) {
            if (lost == null) {
                operational.add(OK);
                descriptions.add("Operating normally");
            }
        } else {
            work(system.reservation(), lost != null, operational, descriptions);
        }
        return new ConditionV1(
                lost != null ? UNKNOWN : enabled(system.state()),
                requested(system.state()),
                lost != null ? CRITICAL : HEALTHY,
                operational,
                descriptions);
    }

    boolean isLost() {
        return healthState == CRITICAL;
    }

    /** The first element says that nothing else can be done with the system now, the second what is being done. */
    private static void work(
            Reservation reservation, boolean isLost, List<Integer> operational, List<String> descriptions) {
        if (!isLost) {
            operational.add(IN_SERVICE);
            descriptions.add("In service");
        }
        Work.of(reservation.order().kind()).ifPresent(work -> {
            operational.add(work.status());
            descriptions.add(work.description());
        });
    }

    static int enabled(SystemState state) {
        return switch (state) {
            case RUNNING -> 2;
            case OFF -> 3;
            case PAUSED -> 32768;
            case SAVED -> 32769;
            case STARTING -> 32770;
            case SAVING -> 32773;
            case STOPPING -> 32774;
            case PAUSING -> 32776;
            case RESUMING -> 32777;
        };
    }

    /** What was asked for while it is under way. */
    private static int requested(SystemState state) {
        return StateRules.aim(state).map(ConditionV1::enabled).orElse(NONE_REQUESTED);
    }
}
