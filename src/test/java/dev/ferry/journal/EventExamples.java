package dev.ferry.journal;

import static dev.ferry.journal.Examples.AT;
import static dev.ferry.journal.Examples.ATTEMPT;
import static dev.ferry.journal.Examples.JOB;
import static dev.ferry.journal.Examples.REFUSAL;
import static dev.ferry.journal.Examples.SYSTEM;

import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.Plan;
import dev.ferry.model.job.Step;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import java.util.ArrayList;
import java.util.List;

/** One rich example of all that the journal holds. */
final class EventExamples {
    private EventExamples() {}

    static List<Object> all() {
        List<Object> all = new ArrayList<>();
        all.addAll(systems());
        all.addAll(jobs());
        all.addAll(volumes());
        return all;
    }

    static List<SystemEvent> systems() {
        return List.of(
                new SystemEvent.IdentityReserved(
                        Examples.order(JobKind.IMPORT, Examples.assignments().get(1))),
                new SystemEvent.SystemReserved(Examples.order()),
                new SystemEvent.ReservationAcknowledged(JOB),
                new SystemEvent.ReservationReleased(JOB),
                new SystemEvent.SystemRealized(
                        JOB,
                        Examples.settings(),
                        SystemState.SAVED,
                        Examples.placement(),
                        List.of(Examples.snapshot()),
                        AT),
                new SystemEvent.SystemMoved(JOB, Examples.relocation(), AT),
                new SystemEvent.SettingsChanged(Examples.settings(), AT),
                new SystemEvent.StateChangeBegun(SystemState.STARTING, AT),
                new SystemEvent.StateChanged(SystemState.RUNNING, AT),
                new SystemEvent.StateChangeFailed(SystemState.OFF, "no memory left", AT),
                new SystemEvent.SystemPlanned(JOB, Examples.planned(), AT),
                new SystemEvent.PlannedSystemChanged(Examples.planned(), AT),
                new SystemEvent.PlannedSystemDropped("bob", AT),
                new SystemEvent.PlannedSystemExpired(AT),
                new SystemEvent.SystemRemoved(JOB, AT));
    }

    /** What a move brought to events that there were before. */
    static SystemEvent moveReserved() {
        return new SystemEvent.SystemReserved(Examples.order(JobKind.MOVE, Examples.move()));
    }

    static SystemEvent equipReserved() {
        return new SystemEvent.SystemReserved(Examples.order(JobKind.CHANGE_RESOURCES, Examples.equip()));
    }

    static JobEvent equipPlanned() {
        return new JobEvent.JobPlanned(new Plan(Examples.equipActions().stream()
                .map(action -> new Step("Changing", action, null, 0, false, true))
                .toList()));
    }

    /** What planned systems brought to it. */
    static SystemEvent realizeReserved() {
        return new SystemEvent.SystemReserved(Examples.order(JobKind.REALIZE, Examples.realizing()));
    }

    static SystemEvent planReserved() {
        return new SystemEvent.IdentityReserved(
                Examples.order(JobKind.PLAN, Examples.plannedAssignments().get(0)));
    }

    static SystemEvent snapshotsReserved() {
        return new SystemEvent.SystemReserved(Examples.order(
                JobKind.ADD_SNAPSHOTS, Examples.plannedAssignments().get(1)));
    }

    static SystemEvent validateReserved() {
        return new SystemEvent.SystemReserved(
                Examples.order(JobKind.VALIDATE, Examples.plannedAssignments().get(2)));
    }

    static JobEvent planPlanned() {
        return new JobEvent.JobPlanned(new Plan(Examples.plannedActions().stream()
                .map(action -> new Step("Planning", action, null, 0, false, true))
                .toList()));
    }

    static JobEvent movePlanned() {
        return new JobEvent.JobPlanned(new Plan(Examples.moveActions().stream()
                .map(action -> new Step("Moving", action, null, 7, true, true))
                .toList()));
    }

    static List<JobEvent> jobs() {
        return List.of(
                new JobEvent.JobBegun(Examples.order(), AT),
                new JobEvent.JobPlanned(Examples.plan()),
                new JobEvent.AttemptStarted(ATTEMPT, AT),
                new JobEvent.PublishBegun(7, AT),
                new JobEvent.AttemptEnded(17, "its process is gone", AT),
                new JobEvent.StepSucceeded(3, 17, Examples.facts(), AT),
                new JobEvent.StepDelayed(3, 17, REFUSAL, AT.plusSeconds(2), AT),
                new JobEvent.StepFailed(3, 17, REFUSAL, AT),
                new JobEvent.StepUndone(3, 18, AT),
                new JobEvent.StepLeftBehind(3, 19, REFUSAL, AT),
                new JobEvent.ControlRequested(Control.CANCEL, "bob", AT),
                new JobEvent.JobEnded(JobState.COMPLETED_WITH_WARNINGS, AT));
    }

    static List<VolumeEvent> volumes() {
        return List.of(
                new VolumeEvent.ClaimsTaken(JOB, SYSTEM, List.of(Claim.own(Examples.at("disks/a.vhdx"))), 6L << 30),
                new VolumeEvent.ClaimsSettled(JOB),
                new VolumeEvent.ClaimsAbandoned(JOB),
                new VolumeEvent.SystemDisowned(SYSTEM),
                new VolumeEvent.PlacesDisowned(SYSTEM, List.of(Examples.at("disks/a.vhdx"))));
    }

    static Volume volume() {
        return new Volume(
                List.of(
                        new Volume.Held(Claim.read(Examples.at("disks/a.vhdx")), JOB, null),
                        new Volume.Held(Claim.own(Examples.at("disks/a.vhdx")), null, SYSTEM)),
                List.of(new Volume.Room(JOB, 6L << 30)),
                List.of());
    }
}
