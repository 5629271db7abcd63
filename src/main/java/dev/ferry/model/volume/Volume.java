package dev.ferry.model.volume;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is promised on one volume: claims on its files and folders, and room that jobs have reserved. {@code ended} are the jobs
 * that were the last to end here: what one of them still asks for comes from a thread that is late.
 */
public record Volume(
        List<Held> held,
        List<Room> rooms,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobId> ended) {
    /** A claim and who has it. {@code job} is null once only the system holds it; {@code system} is null for reads. */
    public record Held(Claim claim, JobId job, SystemId system) {
        String holder() {
            return job != null ? "job " + job : "system " + system;
        }
    }

    /** Bytes that a job will write here. */
    public record Room(JobId job, long bytes) {}

    public static final Volume EMPTY = new Volume(List.of(), List.of(), List.of());

    /** More than can end between a request and its arrival. */
    static final int ENDED_MAX = 500;

    public Volume {
        held = List.copyOf(held);
        rooms = List.copyOf(rooms);
        // A saved state of an older build has none.
        ended = ended == null ? List.of() : List.copyOf(ended);
    }

    public long reservedBytes() {
        return rooms.stream().mapToLong(Room::bytes).sum();
    }

    boolean isKnown(JobId job) {
        return rooms.stream().anyMatch(r -> r.job().equals(job))
                || held.stream().anyMatch(h -> job.equals(h.job()));
    }

    boolean hasEnded(JobId job) {
        return ended.contains(job);
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
                new Volume(without(h -> job.equals(h.job())), roomsWithout(job), endedWith(job));
            case VolumeEvent.SystemDisowned(var system) ->
                new Volume(without(h -> h.job() == null && system.equals(h.system())), rooms, ended);
        };
    }

    private Volume withTaken(VolumeEvent.ClaimsTaken taken) {
        List<Held> all = new ArrayList<>(held);
        taken.claims().forEach(claim -> all.add(new Held(claim, taken.job(), taken.system())));
        List<Room> more = new ArrayList<>(rooms);
        more.add(new Room(taken.job(), taken.roomBytes()));
        return new Volume(all, more, ended);
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
        return new Volume(left, roomsWithout(job), endedWith(job));
    }

    private List<Held> without(Predicate<Held> gone) {
        return held.stream().filter(gone.negate()).toList();
    }

    private List<JobId> endedWith(JobId job) {
        List<JobId> all = new ArrayList<>(ended);
        all.remove(job);
        all.add(job);
        return all.size() > ENDED_MAX ? all.subList(1, all.size()) : all;
    }

    private List<Room> roomsWithout(JobId job) {
        return rooms.stream().filter(r -> !r.job().equals(job)).toList();
    }
}
