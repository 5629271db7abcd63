package dev.ferry.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one database: calls are atomic there, in the order in which they come. While it is troubled a call may fail before it
 * was done, after it, or be done later than its caller gave up.
 */
final class SimDatabase {
    /** What came of a call: an answer, or none. Without one it may have been done all the same. */
    record Result<T>(T value, boolean answered) {}

    private static final class Lease {
        long until;
        boolean over;
        /** Whatever became of the row since. */
        boolean wasOver;
    }

    /** Hears every event as it is written. */
    interface Observer {
        void written(String id, Object event);
    }

    private final World world;
    private final Fate fate;
    private final Map<String, List<Object>> journal = new LinkedHashMap<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Observer observer;
    boolean away;
    boolean troubled;

    SimDatabase(World world, Fate fate, Observer observer) {
        this.world = world;
        this.fate = fate;
        this.observer = observer;
    }

    <T> void call(SimProcess from, Supplier<T> work, Consumer<Result<T>> then) {
        Scheduler scheduler = world.scheduler();
        scheduler.after(fate.between(100_000, 2_000_000), () -> {
            if (away || from.machine().withoutDatabase) {
                from.after(fate.between(1_000_000, 1_500_000_000L), () -> then.accept(new Result<>(null, false)));
            } else if (troubled && fate.chance(0.3)) {
                int when = fate.below(3);
                if (when == 0) {
                    T unheard = work.get();
                    scheduler.note("database", "answers nobody: " + (unheard != null));
                } else if (when == 1) {
                    scheduler.after(fate.between(1_000_000, 3_000_000_000L), () -> {
                        if (!away) {
                            T unheard = work.get();
                            scheduler.note("database", "does late: " + (unheard != null));
                        }
                    });
                }
                from.after(fate.between(1_000_000, 1_500_000_000L), () -> then.accept(new Result<>(null, false)));
            } else {
                T value = work.get();
                from.after(fate.between(100_000, 3_000_000), () -> then.accept(new Result<>(value, true)));
            }
        });
    }

    /** Writes all or nothing; false when another has written these numbers. */
    boolean append(String id, int after, List<?> events) {
        List<Object> written = journal.computeIfAbsent(id, _ -> new ArrayList<>());
        if (written.size() != after && world.planted() != Mutation.SECOND_WRITER_ACCEPTED) {
            return false;
        }
        for (Object event : events) {
            written.add(event);
            world.scheduler().note(id, event);
            observer.written(id, event);
        }
        return true;
    }

    List<Object> events(String id) {
        return List.copyOf(journal.getOrDefault(id, List.of()));
    }

    Map<String, List<Object>> journal() {
        return journal;
    }

    long now() {
        return world.scheduler().now();
    }

    /** Makes the row, or renews it; false when it is over for ever. */
    boolean renewLease(String incarnation) {
        Lease lease = leases.computeIfAbsent(incarnation, _ -> new Lease());
        if (lease.over && world.planted() != Mutation.LEASE_RENEWED_AFTER_ITS_END) {
            return false;
        }
        lease.over = false;
        lease.until = now() + World.LEASE.ttl().toNanos();
        return true;
    }

    /** Ends a lease that has run out; whether it is over. */
    boolean fenceLease(String incarnation) {
        Lease lease = leases.get(incarnation);
        if (lease != null
                && !lease.over
                && (lease.until < now() || world.planted() == Mutation.TAKEOVER_WITHOUT_EXPIRY)) {
            lease.over = true;
            lease.wasOver = true;
            world.scheduler().note("database", "fences " + incarnation);
        }
        return lease == null || lease.over;
    }

    void giveUpLease(String incarnation) {
        leases.computeIfAbsent(incarnation, _ -> new Lease()).over = true;
    }

    /** Whether others may have taken over already. */
    boolean isOver(String incarnation) {
        return leases.containsKey(incarnation) && leases.get(incarnation).wasOver;
    }
}
