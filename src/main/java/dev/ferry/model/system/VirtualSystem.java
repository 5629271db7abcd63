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
 *     ^                           |                              |   ^---+ SystemMoved, StateChange..., ReservationReleased
 *     +---------------------------+ ReservationReleased          |
 *     +----------------------------------------------------------+ SystemRemoved
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

    record Planned(SystemId id, long incarnation, Reservation reservation, List<JobId> recentJobs)
            implements VirtualSystem {
        public Planned {
            recentJobs = List.copyOf(recentJobs);
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
            case SystemEvent.SystemRemoved(var job, var _) -> new Absent(incarnation(), job, recentJobs());
        };
    }

    private VirtualSystem reserved(JobOrder order) {
        return mapRealized(r -> r.withReservation(new Reservation(order, false)).withRecentJobs(remember(order.id())));
    }

    private VirtualSystem acknowledged(JobId job) {
        return switch (this) {
            case Absent absent -> absent;
            case Planned(var id, var incarnation, var reservation, var recent) ->
                new Planned(id, incarnation, new Reservation(reservation.order(), true), recent);
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
            case Realized r
            when r.reservation() != null && r.reservation().order().id().equals(job) -> r.withReservation(null);
            case Realized r -> r;
        };
    }

    private VirtualSystem realized(SystemEvent.SystemRealized event) {
        return switch (this) {
            case Planned planned ->
                new Realized(
                        planned.id(),
                        planned.incarnation(),
                        event.settings(),
                        event.state(),
                        event.placement(),
                        event.snapshots(),
                        planned.reservation(),
                        planned.recentJobs());
            case Absent absent -> absent;
            case Realized realized -> realized;
        };
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
