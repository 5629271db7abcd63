package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemService.Seat;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers by which v2 and the cluster tell how a system is. While a job holds it, nobody else can do anything with it, which is "In
 * Service" and never the "OK" that says what goes on can be interrupted. Of one that cannot be reached nobody knows the state.
 */
record Condition(
        int enabledState,
        int requestedState,
        int healthState,
        List<Integer> operationalStatus,
        List<String> statusDescriptions) {
    private static final int UNKNOWN = 0;
    private static final int NOT_APPLICABLE = 12;
    private static final int HEALTHY = 5;
    private static final int CRITICAL = 25;
    private static final int OK = 2;
    private static final int DEGRADED = 3;
    private static final int IN_SERVICE = 11;
    private static final int LOST_COMMUNICATION = 13;

    static Condition of(Realized system, Seat seat, Namespace namespace) {
        List<Integer> status = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        boolean lost = seat.lost() != null;
        if (lost) {
            // What v2 lists for a system has no word of its own for it.
            status.add(namespace == Namespace.CLUSTER ? LOST_COMMUNICATION : DEGRADED);
            descriptions.add("Cannot be reached: it is on " + seat.lost().why());
        } else {
            status.add(system.reservation() == null ? OK : IN_SERVICE);
            descriptions.add(system.reservation() == null ? "Operating normally" : "In service");
        }
        addWork(system.reservation(), status, descriptions);
        return new Condition(
                lost ? UNKNOWN : enabled(system.state()),
                lost
                        ? NOT_APPLICABLE
                        : StateRules.aim(system.state()).map(Condition::enabled).orElse(NOT_APPLICABLE),
                lost ? CRITICAL : HEALTHY,
                status,
                descriptions);
    }

    private static void addWork(Reservation reservation, List<Integer> status, List<String> descriptions) {
        if (reservation == null) {
            return;
        }
        Work.of(reservation.order().kind()).ifPresent(work -> {
            status.add(work.status());
            descriptions.add(work.description());
        });
    }

    static int enabled(SystemState state) {
        return switch (state) {
            case RUNNING -> 2;
            case OFF -> 3;
            case STOPPING -> 4;
            case SAVED -> 6;
            case PAUSED -> 9;
            case STARTING -> 10;
            case SAVING -> 32_773;
            case PAUSING -> 32_776;
            case RESUMING -> 32_777;
        };
    }

    /** Of any class that tells all of these. */
    Making put(Making making) {
        return making.set("EnabledState", enabledState)
                .set("HealthState", healthState)
                .numbers("OperationalStatus", operationalStatus)
                .texts("StatusDescriptions", statusDescriptions);
    }
}
