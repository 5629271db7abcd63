package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job;
import dev.ferry.model.system.VirtualSystem;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The lists as this node last saw them, for when the database does not answer. It follows the changes, has a bound, and can say
 * how old it is; nothing is ever decided on it.
 */
public final class Mirror {
    /** Of each kind; a row is a few KiB. A cluster that has more lists the rest again when its database is back. */
    static final int ROWS_MAX = 10_000;

    private static final int CHANGES_MAX = 500;
    private static final Comparator<SystemKey> BY_NAME = Comparator.comparing(SystemKey::nameFolded)
            .thenComparing(key -> key.id().value());
    private static final Comparator<JobRow> NEWEST_FIRST = Comparator.comparing(JobRow::createdAt)
            .reversed()
            .thenComparing(row -> row.id().value());

    private final Views views;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<SystemId, SystemRow> systems = new ConcurrentHashMap<>();
    /** The same in their order, so that a page of them is not a matter of all. */
    private final NavigableMap<SystemKey, SystemRow> systemsByName = new ConcurrentSkipListMap<>(BY_NAME);

    private final Map<JobId, JobRow> jobs = new ConcurrentHashMap<>();
    private ChangeMark mark;
    private volatile boolean filled;
    private volatile long seenNanos;

    public Mirror(Views views, Clock clock, LongSupplier nanoTime) {
        this.views = views;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong();
    }

    /** Takes over what has changed; to be called by one thread, again and again. Nothing changes when the database is away. */
    public void follow() {
        long asked = nanoTime.getAsLong();
        try {
            if (mark == null) {
                ChangeMark from = views.latestChange();
                fill();
                mark = from;
                filled = true;
            }
            List<Change> changes;
            do {
                changes = views.changesSince(mark, CHANGES_MAX);
                changes.forEach(this::take);
            } while (changes.size() == CHANGES_MAX);
            seenNanos = asked;
        } catch (ViewsUnavailable _) {
            // How long ago it last answered is what age() tells.
        }
    }

    /** How long ago the database was last seen; what is here is as old. */
    public Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - seenNanos);
    }

    /** Whether there is anything to answer with. */
    public boolean isFilled() {
        return filled;
    }

    private void fill() {
        SystemKey afterSystem = null;
        List<SystemRow> page;
        do {
            page = views.systems(SystemFilter.ALL, Views.PAGE_MAX, afterSystem);
            page.forEach(this::take);
            afterSystem = page.isEmpty() ? null : page.getLast().key();
        } while (page.size() == Views.PAGE_MAX && systems.size() < ROWS_MAX);
        JobKey afterJob = null;
        List<JobRow> newest;
        do {
            newest = views.jobs(JobFilter.ALL, Views.PAGE_MAX, afterJob);
            newest.forEach(this::take);
            afterJob = newest.isEmpty() ? null : newest.getLast().key();
        } while (newest.size() == Views.PAGE_MAX && jobs.size() < ROWS_MAX);
    }

    private void take(Change change) {
        switch (change) {
            case Change.OfSystem(var row, var _) -> take(row);
            case Change.OfJob(var row, var _) -> take(row);
        }
        mark = change.mark();
    }

    private void take(SystemRow row) {
        boolean isKept = !(row.state() instanceof VirtualSystem.Absent)
                && (systems.size() < ROWS_MAX || systems.containsKey(row.id()));
        SystemRow before = isKept ? systems.put(row.id(), row) : systems.remove(row.id());
        if (before != null) {
            systemsByName.remove(before.key());
        }
        if (isKept) {
            systemsByName.put(row.key(), row);
        }
    }

    private void take(JobRow row) {
        jobs.put(row.id(), row);
        if (jobs.size() > ROWS_MAX) {
            jobs.values().stream()
                    .filter(one -> one.job() instanceof Job.Ended)
                    .min(Comparator.comparing(JobRow::createdAt))
                    .ifPresent(oldest -> jobs.remove(oldest.id()));
        }
    }

    /** As {@link Views#system}. */
    public Optional<SystemRow> system(SystemId id) {
        return Optional.ofNullable(systems.get(id));
    }

    /** As {@link Views#owning}. */
    public Optional<SystemRow> owning(SnapshotId id) {
        return systems.values().stream()
                .filter(row -> row.has(id))
                .min(Comparator.comparing((SystemRow row) -> !row.isRealized())
                        .thenComparing(row -> row.id().value()));
    }

    /** As {@link Views#systems}, of those that are wanted. */
    public List<SystemRow> systems(Predicate<SystemRow> wanted, int limit, SystemKey after) {
        NavigableMap<SystemKey, SystemRow> rest = after == null ? systemsByName : systemsByName.tailMap(after, false);
        return rest.values().stream().filter(wanted).limit(limit).toList();
    }

    /** As {@link Views#job}. */
    public Optional<JobRow> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** As {@link Views#jobs}. */
    public List<JobRow> jobs(JobFilter filter, int limit, JobKey after) {
        return page(
                jobs.values().stream()
                        .filter(row -> filter.state() == null || filter.state().equals(stateWord(row)))
                        .filter(row -> filter.system() == null
                                || filter.system().equals(row.order().system()))
                        .filter(row ->
                                filter.since() == null || !row.createdAt().isBefore(filter.since()))
                        .filter(row -> filter.recent() == null
                                || !(row.job() instanceof Job.Ended ended)
                                || ended.endedAt().isAfter(clock.instant().minus(filter.recent()))),
                NEWEST_FIRST,
                row -> after == null || isAfter(row.key(), after),
                limit);
    }

    private static String stateWord(JobRow row) {
        return row.summary().state().word();
    }

    private static <T> List<T> page(Stream<T> rows, Comparator<T> order, Predicate<T> after, int limit) {
        return rows.filter(after).sorted(order).limit(limit).toList();
    }

    private static boolean isAfter(JobKey key, JobKey other) {
        int time = other.createdAt().compareTo(key.createdAt());
        return time > 0 || (time == 0 && key.id().value().compareTo(other.id().value()) > 0);
    }
}
