package dev.ferry.model.system;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What may happen to a planned system. Its owner is told to whoever meets it, and keeps nobody out: an administrator may do
 * everything. A client that goes away leaves it to its expiry, which only a job that holds it puts off.
 */
public final class PlannedRules {
    private PlannedRules() {}

    /** The job that has the identity has read a definition for it. */
    public static Decision<SystemEvent> plan(VirtualSystem system, SystemEvent.SystemPlanned wanted) {
        return switch (system) {
            case Planned planned
            when planned.reservation().order().id().equals(wanted.job())
                    && planned.reservation().order().kind() == JobKind.PLAN -> Decision.accept(wanted);
            case Drafted drafted when drafted.isHeldBy(wanted.job()) -> Decision.accept(List.of());
            case Absent _, Planned _, Drafted _, Realized _ ->
                Decision.refuse(
                        ReturnCode.INVALID_STATE,
                        "job " + wanted.job() + " does not hold the identity that it wants to plan a system for",
                        "import the definition again");
        };
    }

    /** A job wants the planned system; asked by {@link SystemRules#reserve}. */
    static Decision<SystemEvent> reserve(VirtualSystem system, JobOrder order) {
        if (!(system instanceof Drafted drafted)) {
            return Decision.refuse(notPlanned(system, order.system().value()));
        }
        return busy(drafted)
                .or(() -> order.kind() == JobKind.REALIZE ? incomplete(drafted.planned()) : Optional.empty())
                .or(() -> lookedAt(order.assignment()).orElse(drafted.planned().revision())
                                != drafted.planned().revision()
                        ? Optional.of(changedMeanwhile(drafted.planned()))
                        : Optional.empty())
                .map(Decision::<SystemEvent>refuse)
                .orElseGet(() -> Decision.accept(new SystemEvent.SystemReserved(order)));
    }

    /** The revision that was looked at, where the look is what counts. */
    private static OptionalLong lookedAt(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Realize realize -> OptionalLong.of(realize.revision());
            case Assignment.Validate validate -> OptionalLong.of(validate.revision());
            case Assignment.Export _,
                    Assignment.Import _,
                    Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Move _,
                    Assignment.Plan _,
                    Assignment.Equip _,
                    Assignment.AddSnapshots _,
                    Assignment.Verify _ -> OptionalLong.empty();
        };
    }

    /** All repairs or none. */
    public static Decision<SystemEvent> change(VirtualSystem system, List<PlannedChange> changes, Instant now) {
        if (!(system instanceof Drafted drafted)) {
            return Decision.refuse(notPlanned(system, ""));
        }
        Optional<Refusal> busy = busy(drafted);
        if (busy.isPresent()) {
            return Decision.refuse(busy.get());
        }
        Outcome<PlannedSystem> outcome = Outcome.ok(drafted.planned());
        for (PlannedChange change : changes) {
            outcome = outcome.then(planned -> PlannedEdits.apply(planned, change));
        }
        return switch (outcome) {
            case Outcome.Ok<PlannedSystem>(var planned) -> changed(drafted, planned, now);
            case Outcome.Refused<PlannedSystem>(var refusal) -> Decision.refuse(refusal);
        };
    }

    /**
     * The job that holds the planned system has found definitions of its snapshots. One that was missing is so no more; one
     * that was found before stays as it was repaired; one that nobody had named is new.
     */
    public static Decision<SystemEvent> addSnapshots(
            VirtualSystem system, JobId job, List<PlannedSnapshot.Found> found, Instant now) {
        if (system instanceof Drafted drafted && drafted.isHeldBy(job)) {
            return changed(drafted, drafted.planned().withSnapshots(joined(drafted.planned(), found)), now);
        }
        return SystemRules.toldBefore(
                system,
                job,
                "does not hold the planned system that it has snapshots for",
                "import the snapshots again");
    }

    private static List<PlannedSnapshot> joined(PlannedSystem planned, List<PlannedSnapshot.Found> found) {
        Set<Object> had = new HashSet<>();
        planned.foundSnapshots().forEach(snapshot -> had.add(snapshot.id()));
        List<PlannedSnapshot> all = new ArrayList<>(planned.snapshots());
        for (PlannedSnapshot.Found one : found) {
            if (had.add(one.id())) {
                int place = places(all).indexOf(one.id());
                if (place < 0) {
                    all.add(one);
                } else {
                    // Its parent may have been removed meanwhile, and it is the plan that tells the tree.
                    all.set(place, one.withParent(all.get(place).parent()));
                }
            }
        }
        return all;
    }

    private static List<?> places(List<PlannedSnapshot> snapshots) {
        return snapshots.stream().map(PlannedSnapshot::id).toList();
    }

    private static Decision<SystemEvent> changed(Drafted drafted, PlannedSystem wanted, Instant now) {
        return wanted.equals(drafted.planned())
                ? Decision.accept(List.of())
                : Decision.accept(new SystemEvent.PlannedSystemChanged(wanted.revised(now), now));
    }

    /** It is not wanted any more. One that is gone already is what was asked for. */
    public static Decision<SystemEvent> drop(VirtualSystem system, String by, Instant now) {
        return switch (system) {
            case Absent _ -> Decision.accept(List.of());
            case Drafted drafted ->
                busy(drafted)
                        .map(Decision::<SystemEvent>refuse)
                        .orElseGet(() -> Decision.accept(new SystemEvent.PlannedSystemDropped(by, now)));
            case Planned _, Realized _ -> Decision.refuse(notPlanned(system, ""));
        };
    }

    /** Asked whenever time has passed; nothing is to be done unless it is due and nobody holds it. */
    public static Decision<SystemEvent> expire(VirtualSystem system, Instant now) {
        return isDue(system, now)
                ? Decision.accept(new SystemEvent.PlannedSystemExpired(now))
                : Decision.accept(List.of());
    }

    public static boolean isDue(VirtualSystem system, Instant now) {
        return system instanceof Drafted drafted
                && drafted.reservation() == null
                && !now.isBefore(drafted.planned().keeping().until());
    }

    private static Optional<Refusal> busy(Drafted drafted) {
        return Optional.ofNullable(drafted.reservation())
                .map(held -> new Refusal(
                        ReturnCode.IN_USE,
                        "the planned system '" + drafted.planned().name() + "' is reserved by job "
                                + held.order().id() + " (" + held.order().kind().word() + ")",
                        "wait until it has ended, or cancel it"));
    }

    /** A snapshot that is only named cannot become real, and leaving it out is not for us to decide. */
    private static Optional<Refusal> incomplete(PlannedSystem planned) {
        return planned.missingSnapshots().stream()
                .findFirst()
                .map(missing -> new Refusal(
                        ReturnCode.INVALID_STATE,
                        "the snapshot " + missing.id() + " of the planned system '" + planned.name() + "' is missing",
                        "import its definition (ImportSnapshotDefinitions), or remove it (DestroySnapshot)"));
    }

    /** Not for good: the next try looks at it as it is now. */
    private static Refusal changedMeanwhile(PlannedSystem planned) {
        return new Refusal(
                ReturnCode.NOT_AVAILABLE,
                "the planned system '" + planned.name() + "' was changed while it was looked at",
                "order it again");
    }

    /** For those who want a planned system, and meet another, or one that is being made, or none. */
    public static Refusal notPlanned(VirtualSystem system, String id) {
        return switch (system) {
            case Realized realized ->
                new Refusal(
                        ReturnCode.INVALID_STATE,
                        "the system '" + realized.settings().name() + "' is realized, and not planned any more",
                        "change or remove it as a realized system");
            case Planned planned ->
                new Refusal(
                        ReturnCode.IN_USE,
                        "the system " + planned.id() + " is being made by job "
                                + planned.reservation().order().id(),
                        "wait until that job has ended, or cancel it");
            case Absent _, Drafted _ ->
                new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "there is no planned system" + (id.isEmpty() ? "" : " " + id)
                                + "; it was realized, dropped, or not touched for too long",
                        "import its definition again");
        };
    }

    /** For those who want a realized system. */
    static Refusal onlyPlanned(Drafted drafted) {
        PlannedSystem.Keeping keeping = drafted.planned().keeping();
        return new Refusal(
                ReturnCode.INVALID_STATE,
                "the system '" + drafted.planned().name() + "' is only planned, by " + keeping.owner() + " until "
                        + keeping.until(),
                "realize it first");
    }
}
