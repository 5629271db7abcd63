package dev.ferry.model.volume;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is promised on one volume: claims on its files and folders, and room that jobs have reserved. */
public record Volume(List<Held> held, List<Room> rooms) {
    /** A claim and who has it. {@code job} is null once only the system holds it; {@code system} is null for reads. */
    public record Held(Claim claim, JobId job, SystemId system) {
        String holder() {
            return job != null ? "job " + job : "system " + system;
        }
    }

    /** Bytes that a job will write here. */
    public record Room(JobId job, long bytes) {}

    public static final Volume EMPTY = new Volume(List.of(), List.of());

    public Volume {
        held = List.copyOf(held);
        rooms = List.copyOf(rooms);
    }

    public long reservedBytes() {
        return rooms.stream().mapToLong(Room::bytes).sum();
    }

    boolean isKnown(JobId job) {
        return rooms.stream().anyMatch(r -> r.job().equals(job))
                || held.stream().anyMatch(h -> job.equals(h.job()));
    }

    boolean hasTaken(JobId job, List<Claim> claims) {
        return claims.stream().allMatch(claim -> held.stream()
                .anyMatch(h -> job.equals(h.job()) && h.claim().equals(claim)));
    }

    public Volume on(VolumeEvent event) {
        return switch (event) {
            case VolumeEvent.ClaimsTaken taken -> withTaken(taken);
            case VolumeEvent.ClaimsSettled(var job) -> settled(job);
            case VolumeEvent.ClaimsAbandoned(var job) ->
                new Volume(without(h -> job.equals(h.job())), roomsWithout(job));
            case VolumeEvent.SystemDisowned(var system) -> new Volume(without(h -> isOwnedBy(h, system)), rooms);
            case VolumeEvent.PlacesDisowned(var system, var places) ->
                new Volume(
                        without(h -> isOwnedBy(h, system)
                                && places.contains(h.claim().path())),
                        rooms);
        };
    }

    /** Whether a system has the place for good, and not a job that works for it. */
    static boolean isOwnedBy(Held held, SystemId system) {
        return held.job() == null && system.equals(held.system());
    }

    private Volume withTaken(VolumeEvent.ClaimsTaken taken) {
        List<Held> all = new ArrayList<>(held);
        taken.claims().forEach(claim -> all.add(new Held(claim, taken.job(), taken.system())));
        List<Room> more = new ArrayList<>(rooms);
        more.add(new Room(taken.job(), taken.roomBytes()));
        return new Volume(all, more);
    }

    private Volume settled(JobId job) {
        List<Held> left = new ArrayList<>();
        for (Held h : held) {
            if (!job.equals(h.job())) {
                left.add(h);
            } else if (h.claim().mode() == Claim.Mode.OWN) {
                left.add(new Held(h.claim(), null, h.system()));
            }
        }
        return new Volume(left, roomsWithout(job));
    }

    private List<Held> without(Predicate<Held> gone) {
        return held.stream().filter(gone.negate()).toList();
    }

    private List<Room> roomsWithout(JobId job) {
        return rooms.stream().filter(r -> !r.job().equals(job)).toList();
    }
}
