package dev.ferry.model.volume;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.volume.Volume.Held;
import java.util.List;
import java.util.Optional;

/**
 * Who may use what on a volume. Readers share; a writer is alone; a system owns its disks, and only jobs that work for it may
 * read them meanwhile. Room is promised before the first byte: what is free, less what others were promised.
 */
public final class VolumeRules {
    private VolumeRules() {}

    /** What a job wants on one volume. {@code freeBytes} is what the node that asks has just measured. */
    public record Wish(JobId job, SystemId system, List<Claim> claims, long roomBytes, long freeBytes) {
        public Wish {
            claims = List.copyOf(claims);
        }
    }

    public static Decision<VolumeEvent> take(Volume volume, Wish wish) {
        if (volume.hasEnded(wish.job())) {
            return Decision.refuse(
                    ReturnCode.IN_USE,
                    "job " + wish.job() + " has ended on this volume",
                    "nothing is to be done: this comes too late");
        }
        if (volume.isKnown(wish.job())) {
            // A job whose first answer was lost may have been given the alternative: it must not take it for the root.
            return volume.hasTaken(wish.job(), wish.claims())
                    ? Decision.accept(List.of())
                    : Decision.refuse(
                            ReturnCode.IN_USE,
                            "job " + wish.job() + " already holds other places on this volume",
                            "ask for the same places again");
        }
        for (Claim claim : wish.claims()) {
            Optional<Held> other = conflict(volume, wish, claim);
            if (other.isPresent()) {
                return Decision.refuse(
                        ReturnCode.IN_USE,
                        claim.path() + " is in use by " + other.get().holder(),
                        "wait until it has ended, or choose another place");
            }
        }
        return Decision.accept(new VolumeEvent.ClaimsTaken(wish.job(), wish.system(), wish.claims(), wish.roomBytes()));
    }

    /** How many bytes are missing for the wish, given what others were promised; 0 when there is room. */
    public static long missingBytes(Volume volume, Wish wish) {
        if (wish.roomBytes() == 0 || volume.isKnown(wish.job()) || volume.hasEnded(wish.job())) {
            return 0;
        }
        return Math.max(0, wish.roomBytes() - (wish.freeBytes() - volume.reservedBytes()));
    }

    /** Kept also when the job has nothing here: an entity that was replaced and does not know it must not say that it is done. */
    public static Decision<VolumeEvent> settle(Volume volume, JobId job) {
        return volume.hasEnded(job) ? Decision.accept(List.of()) : Decision.accept(new VolumeEvent.ClaimsSettled(job));
    }

    /** Kept also when the job has nothing here: a wish of its that is still on the way must not be granted. */
    public static Decision<VolumeEvent> abandon(Volume volume, JobId job) {
        return volume.hasEnded(job)
                ? Decision.accept(List.of())
                : Decision.accept(new VolumeEvent.ClaimsAbandoned(job));
    }

    public static Decision<VolumeEvent> disown(Volume volume, SystemId system) {
        boolean owns = volume.held().stream().anyMatch(h -> Volume.isOwnedBy(h, system));
        return owns ? Decision.accept(new VolumeEvent.SystemDisowned(system)) : Decision.accept(List.of());
    }

    public static Decision<VolumeEvent> disown(Volume volume, SystemId system, List<VolumePath> places) {
        boolean owns = volume.held().stream()
                .anyMatch(h ->
                        Volume.isOwnedBy(h, system) && places.contains(h.claim().path()));
        return owns ? Decision.accept(new VolumeEvent.PlacesDisowned(system, places)) : Decision.accept(List.of());
    }

    private static Optional<Held> conflict(Volume volume, Wish wish, Claim claim) {
        return volume.held().stream()
                .filter(held -> held.claim().overlaps(claim))
                .filter(held -> !goTogether(held, wish, claim))
                .findFirst();
    }

    private static boolean goTogether(Held held, Wish wish, Claim claim) {
        boolean sameSystem = wish.system() != null && wish.system().equals(held.system());
        return switch (claim.mode()) {
            case READ ->
                held.claim().mode() == Claim.Mode.READ || (held.claim().mode() == Claim.Mode.OWN && sameSystem);
            case WRITE, OWN -> held.claim().mode() == Claim.Mode.OWN && held.job() == null && sameSystem;
        };
    }
}
