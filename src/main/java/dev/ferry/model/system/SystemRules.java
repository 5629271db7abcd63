package dev.ferry.model.system;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.MovePlanner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may happen to a virtual system, and when it is refused. */
public final class SystemRules {
    private static final int NAME_LENGTH_MAX = 100;

    private SystemRules() {}

    /**
     * A job asks for the system. Jobs that make one (import, define, plan) want an identity that nobody has; some want a
     * planned system; the others want a realized system that no other job holds and no hypervisor has open. A repeated
     * submit is accepted with no event.
     */
    public static Decision<SystemEvent> reserve(VirtualSystem system, JobOrder order) {
        if (system.recentJobs().contains(order.id())) {
            return Decision.accept(List.of());
        }
        return switch (order.kind().wants()) {
            case FREE_IDENTITY -> reserveIdentity(system, order);
            case PLANNED_SYSTEM -> PlannedRules.reserve(system, order);
            case REALIZED_SYSTEM -> reserveRealized(system, order);
        };
    }

    private static Decision<SystemEvent> reserveIdentity(VirtualSystem system, JobOrder order) {
        return switch (system) {
            case Absent(var _, var removing, var _)
            when removing != null ->
                Decision.refuse(
                        ReturnCode.IN_USE,
                        "the identity " + order.system() + " is still held by job " + removing + ", which removes it",
                        "try again when that job has ended");
            case Absent _ -> Decision.accept(new SystemEvent.IdentityReserved(order));
            case Planned planned ->
                Decision.refuse(
                        ReturnCode.IN_USE,
                        "the identity " + order.system() + " is being given to a new system by job "
                                + planned.reservation().order().id(),
                        "wait for that job, or import with a new identity (--copy --new-id)");
            case Drafted drafted ->
                Decision.refuse(
                        ReturnCode.IN_USE,
                        "the identity " + order.system() + " belongs to the system '"
                                + drafted.planned().name() + "', which "
                                + drafted.planned().keeping().owner() + " has planned until "
                                + drafted.planned().keeping().until(),
                        "realize or destroy that one first, or import with a new identity (--copy --new-id)");
            case Realized realized ->
                Decision.refuse(
                        ReturnCode.IN_USE,
                        "the identity " + order.system() + " belongs to the system '"
                                + realized.settings().name() + "'",
                        "import with a new identity (--copy --new-id), or remove that system first");
        };
    }

    private static Decision<SystemEvent> reserveRealized(VirtualSystem system, JobOrder order) {
        if (system instanceof Drafted drafted) {
            return Decision.refuse(PlannedRules.onlyPlanned(drafted));
        }
        if (!(system instanceof Realized realized)) {
            return Decision.refuse(notThere(order));
        }
        return busy(realized, order.kind(), order.id())
                .or(() -> outdated(realized, order.assignment()))
                .map(Decision::<SystemEvent>refuse)
                .orElseGet(() -> Decision.accept(new SystemEvent.SystemReserved(order)));
    }

    /** What was looked at before the order was given must still be so. */
    private static Optional<Refusal> outdated(Realized realized, Assignment assignment) {
        return switch (assignment) {
            case Assignment.Move move -> MovePlanner.changed(realized, move);
            case Assignment.Equip equip -> EquipRules.outdated(realized, equip);
            case Assignment.Export _,
                    Assignment.Import _,
                    Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Plan _,
                    Assignment.AddSnapshots _,
                    Assignment.Validate _,
                    Assignment.Realize _,
                    Assignment.Verify _ -> Optional.empty();
        };
    }

    /** Why a job of this kind cannot have the system now; asked once more when it is reserved. What it has already is no reason. */
    public static Optional<Refusal> busy(Realized realized, JobKind kind, JobId job) {
        if (realized.reservation() != null
                && !realized.reservation().order().id().equals(job)) {
            return Optional.of(new Refusal(
                    ReturnCode.IN_USE,
                    "the system '" + realized.settings().name() + "' is reserved by job "
                            + realized.reservation().order().id() + " ("
                            + realized.reservation().order().kind().word() + ")",
                    "wait until it has ended, or cancel it"));
        }
        if (!realized.state().isQuiet()) {
            return Optional.of(new Refusal(
                    ReturnCode.INVALID_STATE,
                    "the system '" + realized.settings().name() + "' is "
                            + realized.state().word() + "; only one that is Off or Saved can be "
                            + kind.participle(),
                    "stop or save it first"));
        }
        return Optional.empty();
    }

    public static Decision<SystemEvent> acknowledge(VirtualSystem system, JobId job) {
        boolean isNews = system.held()
                .filter(r -> r.order().id().equals(job) && !r.acknowledged())
                .isPresent();
        return isNews ? Decision.accept(new SystemEvent.ReservationAcknowledged(job)) : Decision.accept(List.of());
    }

    public static Decision<SystemEvent> release(VirtualSystem system, JobId job) {
        boolean holds = system.held().filter(r -> r.order().id().equals(job)).isPresent()
                || (system instanceof Absent absent && job.equals(absent.removing()));
        return holds ? Decision.accept(new SystemEvent.ReservationReleased(job)) : Decision.accept(List.of());
    }

    /** The job that holds the identity makes the system real. */
    public static Decision<SystemEvent> realize(VirtualSystem system, SystemEvent.SystemRealized wanted) {
        return switch (system) {
            case Planned planned
            when planned.reservation().order().id().equals(wanted.job())
                    && planned.reservation().order().kind() != JobKind.PLAN -> Decision.accept(wanted);
            case Drafted drafted
            when drafted.isHeldBy(wanted.job()) && drafted.reservation().order().kind() == JobKind.REALIZE ->
                Decision.accept(wanted);
            case Realized realized
            when realized.reservation() != null
                    && realized.reservation().order().id().equals(wanted.job()) -> Decision.accept(List.of());
            case Absent _, Planned _, Drafted _, Realized _ ->
                Decision.refuse(
                        ReturnCode.INVALID_STATE,
                        "job " + wanted.job() + " does not hold the identity that it wants to make real",
                        "start the import again");
        };
    }

    /**
     * The job that holds the system tells where it lives from now on, and lets it go with that: what is left to do at the old
     * place must not keep the system. A job that had the system and has it no more has told this before.
     */
    public static Decision<SystemEvent> relocate(VirtualSystem system, SystemEvent.SystemMoved wanted) {
        boolean holds = system.held()
                .filter(held ->
                        held.order().id().equals(wanted.job()) && held.order().kind() == JobKind.MOVE)
                .isPresent();
        if (holds) {
            return Decision.accept(wanted);
        }
        return toldBefore(
                system, wanted.job(), "does not hold the system that it wants to move", "start the move again");
    }

    /** What a job tells that had the system and has it no more was told before; another job is refused. */
    static Decision<SystemEvent> toldBefore(VirtualSystem system, JobId job, String trouble, String remedy) {
        return system.recentJobs().contains(job)
                ? Decision.accept(List.of())
                : Decision.refuse(ReturnCode.INVALID_STATE, "job " + job + " " + trouble, remedy);
    }

    public static Decision<SystemEvent> remove(VirtualSystem system, JobId job, Instant now) {
        return switch (system) {
            case Realized realized
            when realized.reservation() != null
                    && realized.reservation().order().id().equals(job)
                    && realized.reservation().order().kind() == JobKind.REMOVE ->
                Decision.accept(new SystemEvent.SystemRemoved(job, now));
            case Absent _ -> Decision.accept(List.of());
            case Planned _, Drafted _, Realized _ ->
                Decision.refuse(
                        ReturnCode.INVALID_STATE,
                        "job " + job + " does not hold the system",
                        "start the removal again");
        };
    }

    /** New settings for a system at rest. Its name may change whenever no job holds it. */
    public static Decision<SystemEvent> change(VirtualSystem system, SettingsPatch patch, Instant now) {
        if (system instanceof Drafted) {
            return PlannedRules.change(system, List.of(new PlannedChange.Patch(null, patch)), now);
        }
        if (!(system instanceof Realized realized)) {
            return Decision.refuse(
                    ReturnCode.INVALID_PARAMETER, "there is no such system", "list the systems to see what there is");
        }
        SystemSettings settings = patch.applyTo(realized.settings());
        Optional<Refusal> bad = patch.refusal(realized.settings()).or(() -> checkSettings(settings));
        if (bad.isPresent()) {
            return Decision.refuse(bad.get());
        }
        if (realized.reservation() != null) {
            return Decision.refuse(
                    ReturnCode.IN_USE,
                    "the system '" + realized.settings().name() + "' is reserved by job "
                            + realized.reservation().order().id(),
                    "wait until it has ended, or cancel it");
        }
        boolean onlyLabels = settings.withName(realized.settings().name()).equals(realized.settings())
                || (settings.memory().equals(realized.settings().memory())
                        && settings.processors() == realized.settings().processors());
        if (realized.state() != SystemState.OFF && !onlyLabels) {
            return Decision.refuse(
                    ReturnCode.INVALID_STATE,
                    "memory and processors of '" + realized.settings().name()
                            + "' can only be changed while it is Off; " + "it is "
                            + realized.state().word(),
                    "stop it first");
        }
        return settings.equals(realized.settings())
                ? Decision.accept(List.of())
                : Decision.accept(new SystemEvent.SettingsChanged(settings, now));
    }

    /** What is wrong with settings by themselves, whoever asks for them. */
    public static Optional<Refusal> checkSettings(SystemSettings settings) {
        String name = settings.name();
        if (name.isBlank() || name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
            return invalid(
                    "the name '" + name + "' is not usable", "use 1 to 100 characters and no control characters");
        }
        if (settings.generation() != 1 && settings.generation() != 2) {
            return invalid("generation " + settings.generation() + " does not exist", "use 1 or 2");
        }
        if (settings.processors() < 1 || settings.processors() > 240) {
            return invalid(settings.processors() + " processors cannot be given", "use 1 to 240");
        }
        long memory = settings.memory().startupBytes();
        if (memory < 1 << 20 || memory > 12L << 40 || memory % (1 << 20) != 0) {
            return invalid(memory + " bytes of memory cannot be given", "use 1 MiB to 12 TiB, in whole MiB");
        }
        long places = settings.drives().stream().map(Drive::address).distinct().count();
        if (places != settings.drives().size()) {
            return invalid("two drives of '" + name + "' hang at the same place", "give each its own slot");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> invalid(String message, String remedy) {
        return Optional.of(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }

    private static Refusal notThere(JobOrder order) {
        return new Refusal(
                ReturnCode.INVALID_PARAMETER,
                "there is no system " + order.system(),
                "list the systems to see what there is");
    }
}
