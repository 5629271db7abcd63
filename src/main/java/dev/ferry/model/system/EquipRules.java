package dev.ferry.model.system;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the hardware of a system may change. It does so under a job, which has the system to itself from the look at its files
 * until its definition file says what it has become.
 *
 * <pre>
 *   Realized, Off --- SystemReserved ---&gt; held by the job --- SettingsChanged ---&gt; held, changed --- ReservationReleased ---&gt; Realized
 *                       (disks that come in are claimed)           ●           (those that went are given up, the file is written)
 * </pre>
 */
public final class EquipRules {
    private EquipRules() {}

    /** Why a job that changes the hardware cannot have the system now. A saved guest would come back to other hardware. */
    public static Optional<Refusal> busy(Realized realized, JobKind kind, JobId job) {
        return SystemRules.busy(realized, kind, job).or(() -> atRest(realized));
    }

    private static Optional<Refusal> atRest(Realized realized) {
        return realized.state() == SystemState.OFF
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ReturnCode.INVALID_STATE,
                        "the hardware of '" + realized.settings().name()
                                + "' can only be changed while it is Off; it is "
                                + realized.state().word(),
                        "stop it first"));
    }

    /** Asked when the job is to have the system: another change may have come between the look and this. */
    static Optional<Refusal> outdated(Realized realized, Assignment.Equip equip) {
        boolean isAsFound = realized.settings().equals(equip.from())
                && realized.snapshots().stream()
                        .flatMap(snapshot -> snapshot.settings().drives().stream())
                        .noneMatch(drive ->
                                drive.file() != null && equip.released().contains(drive.file()));
        return atRest(realized)
                .or(() -> isAsFound
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                ReturnCode.IN_USE,
                                "the system '" + equip.from().name() + "' was changed while this was being looked at",
                                "order the change again")));
    }

    /** The job that holds the system changes it. What a job tells that had the system once is told already. */
    public static Decision<SystemEvent> equip(VirtualSystem system, JobId job, SystemSettings settings, Instant now) {
        boolean holds = system.held()
                .filter(held -> held.order().id().equals(job) && held.order().assignment() instanceof Assignment.Equip)
                .isPresent();
        if (holds && system instanceof Realized realized) {
            return settings.equals(realized.settings())
                    ? Decision.accept(List.of())
                    : Decision.accept(new SystemEvent.SettingsChanged(settings, now));
        }
        return SystemRules.toldBefore(
                system, job, "does not hold the system that it wants to change", "order the change again");
    }
}
