package dev.ferry.model.system;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The truth about one identity. It may live many times: each life has an incarnation number, so that a late message of an
 * earlier life cannot touch the next.
 *
 * <pre>
 *            IdentityReserved              SystemRealized
 *   Absent ------------------> Planned ---------------------> Realized --+ SystemReserved, SettingsChanged,
 *   ^ ^ ^                       |   |                          ^  |   ^--+ SystemMoved, StateChange..., ReservationReleased
 *   | | +-----------------------+   | SystemPlanned            |  |
 *   | |   ReservationReleased       v                          |  |
 *   | +------------------------- Drafted ----------------------+  |
 *   |   PlannedSystemDropped,       | ^    SystemRealized         |
 *   |   PlannedSystemExpired        +-+ PlannedSystemChanged,     |
 *   |                                   SystemReserved,           |
 *   |                                   ReservationReleased       |
 *   +-------------------------------------------------------------+ SystemRemoved
 * </pre>
 */
public sealed interface VirtualSystem {
    /** How many past jobs an entity remembers, to answer a repeated submit with the job that it already has. */
    int RECENT_JOBS = 16;

    long incarnation();

    List<JobId> recentJobs();

    record Absent(long incarnation, JobId removing, List<JobId> recentJobs) implements VirtualSystem {
        public Absent {
            recentJobs = List.copyOf(recentJobs);
        }
    }

    /** A job has the identity, for a system that it is about to make. */
    record Planned(SystemId id, long incarnation, Reservation reservation, List<JobId> recentJobs)
            implements VirtualSystem {
        public Planned {
            recentJobs = List.copyOf(recentJobs);
        }
    }

    /** A planned system as clients know it: it is there, without files of its own, until it is realized or dropped. */
    record Drafted(
            SystemId id, long incarnation, PlannedSystem planned, Reservation reservation, List<JobId> recentJobs)
            implements VirtualSystem {
        public Drafted {
            recentJobs = List.copyOf(recentJobs);
        }

        Drafted with(PlannedSystem other) {
            return new Drafted(id, incarnation, other, reservation, recentJobs);
        }

        Drafted withReservation(Reservation other) {
            return new Drafted(id, incarnation, planned, other, recentJobs);
        }

        Drafted withRecentJobs(List<JobId> other) {
            return new Drafted(id, incarnation, planned, reservation, other);
        }

        boolean isHeldBy(JobId job) {
            return reservation != null && reservation.order().id().equals(job);
        }
    }

    record Realized(
            SystemId id,
            long incarnation,
            SystemSettings settings,
            SystemState state,
            Placement placement,
            List<Snapshot> snapshots,
            Reservation reservation,
            List<JobId> recentJobs)
            implements VirtualSystem {
        public Realized {
            snapshots = List.copyOf(snapshots);
            recentJobs = List.copyOf(recentJobs);
        }

        Realized withReservation(Reservation other) {
            return new Realized(id, incarnation, settings, state, placement, snapshots, other, recentJobs);
        }

        Realized withState(SystemState other) {
            return new Realized(id, incarnation, settings, other, placement, snapshots, reservation, recentJobs);
        }

        Realized withSettings(SystemSettings other) {
            return new Realized(id, incarnation, other, state, placement, snapshots, reservation, recentJobs);
        }

        Realized moved(Relocation relocation) {
            return new Realized(
                    id,
                    incarnation,
                    relocation.moved(settings),
                    state,
                    relocation.to(),
                    snapshots.stream().map(relocation::moved).toList(),
                    reservation,
                    recentJobs);
        }

        Realized withRecentJobs(List<JobId> other) {
            return new Realized(id, incarnation, settings, state, placement, snapshots, reservation, other);
        }
    }

    static VirtualSystem neverLived() {
        return new Absent(0, null, List.of());
    }

    /** The job that holds this identity now, if any. */
    default Optional<Reservation> held() {
        return switch (this) {
            case Absent _ -> Optional.empty();
            case Planned planned -> Optional.of(planned.reservation());
            case Drafted drafted -> Optional.ofNullable(drafted.reservation());
            case Realized realized -> Optional.ofNullable(realized.reservation());
        };
    }

    default VirtualSystem on(SystemEvent event) {
        return switch (event) {
            case SystemEvent.IdentityReserved(var order) ->
                new Planned(order.system(), incarnation() + 1, new Reservation(order, false), remember(order.id()));
            case SystemEvent.SystemReserved(var order) -> reserved(order);
            case SystemEvent.ReservationAcknowledged(var job) -> acknowledged(job);
            case SystemEvent.ReservationReleased(var job) -> released(job);
            case SystemEvent.SystemRealized realized -> realized(realized);
            case SystemEvent.SystemMoved(var job, var relocation, var _) ->
                mapRealized(r -> r.moved(relocation)).released(job);
            case SystemEvent.SettingsChanged(var settings, var _) -> mapRealized(r -> r.withSettings(settings));
            case SystemEvent.StateChangeBegun(var towards, var _) -> mapRealized(r -> r.withState(towards));
            case SystemEvent.StateChanged(var state, var _) -> mapRealized(r -> r.withState(state));
            case SystemEvent.StateChangeFailed(var back, var _, var _) -> mapRealized(r -> r.withState(back));
            case SystemEvent.SystemPlanned(var job, var planned, var _) -> planned(job, planned);
            case SystemEvent.PlannedSystemChanged(var planned, var _) ->
                this instanceof Drafted drafted ? drafted.with(planned) : this;
            case SystemEvent.PlannedSystemDropped _, SystemEvent.PlannedSystemExpired _ ->
                this instanceof Drafted ? new Absent(incarnation(), null, recentJobs()) : this;
            case SystemEvent.SystemRemoved(var job, var _) -> new Absent(incarnation(), job, recentJobs());
        };
    }

    private VirtualSystem planned(JobId job, PlannedSystem content) {
        return this instanceof Planned(var id, var incarnation, var reservation, var recent)
                        && reservation.order().id().equals(job)
                ? new Drafted(id, incarnation, content, reservation, recent)
                : this;
    }

    private VirtualSystem reserved(JobOrder order) {
        if (this instanceof Drafted drafted) {
            return drafted.with(drafted.planned().touched(order.at()))
                    .withReservation(new Reservation(order, false))
                    .withRecentJobs(remember(order.id()));
        }
        return mapRealized(r -> r.withReservation(new Reservation(order, false)).withRecentJobs(remember(order.id())));
    }

    private VirtualSystem acknowledged(JobId job) {
        return switch (this) {
            case Absent absent -> absent;
            case Planned(var id, var incarnation, var reservation, var recent) ->
                new Planned(id, incarnation, new Reservation(reservation.order(), true), recent);
            case Drafted drafted
            when drafted.isHeldBy(job) ->
                drafted.withReservation(new Reservation(drafted.reservation().order(), true));
            case Drafted drafted -> drafted;
            case Realized r
            when r.reservation() != null && r.reservation().order().id().equals(job) ->
                r.withReservation(new Reservation(r.reservation().order(), true));
            case Realized r -> r;
        };
    }

    private VirtualSystem released(JobId job) {
        return switch (this) {
            case Absent(var incarnation, var _, var recent) -> new Absent(incarnation, null, recent);
            case Planned planned -> new Absent(planned.incarnation(), null, planned.recentJobs());
            case Drafted drafted when drafted.isHeldBy(job) -> drafted.withReservation(null);
            case Drafted drafted -> drafted;
            case Realized r
            when r.reservation() != null && r.reservation().order().id().equals(job) -> r.withReservation(null);
            case Realized r -> r;
        };
    }

    private VirtualSystem realized(SystemEvent.SystemRealized event) {
        return switch (this) {
            case Planned(var id, var incarnation, var reservation, var recent) ->
                realized(event, id, incarnation, reservation, recent);
            case Drafted(var id, var incarnation, var _, var reservation, var recent) ->
                realized(event, id, incarnation, reservation, recent);
            case Absent absent -> absent;
            case Realized realized -> realized;
        };
    }

    private static Realized realized(
            SystemEvent.SystemRealized event,
            SystemId id,
            long incarnation,
            Reservation reservation,
            List<JobId> recentJobs) {
        return new Realized(
                id,
                incarnation,
                event.settings(),
                event.state(),
                event.placement(),
                event.snapshots(),
                reservation,
                recentJobs);
    }

    private VirtualSystem mapRealized(UnaryOperator<Realized> change) {
        return this instanceof Realized realized ? change.apply(realized) : this;
    }

    private List<JobId> remember(JobId job) {
        List<JobId> all = new ArrayList<>(recentJobs());
        all.add(job);
        return List.copyOf(all.subList(Math.max(0, all.size() - RECENT_JOBS), all.size()));
    }
}
