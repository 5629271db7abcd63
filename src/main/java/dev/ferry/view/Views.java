package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/** All reads of the views. Each but the two {@code await}s blocks while the database answers. */
public final class Views {
    /** The most rows that one read gives; ask for the next page. */
    public static final int PAGE_MAX = 1_000;

    private static final String SYSTEM = "select id, body, version, ordering from system_view ";

    /** The first condition is the index's own: without it the index is not used. */
    static final String OWNING = SYSTEM + """
            where (body->'snapshots'->0) is not null
              and jsonb_path_query_array(body->'snapshots', '$[*].id') @> jsonb_build_array(?::text)
              and state <> 'Absent'
            order by id limit 1
            """;

    /** Planned systems are few: all of them are looked at. */
    static final String OWNING_PLANNED = SYSTEM + """
            where state = 'Planned'
              and jsonb_path_query_array(body->'planned'->'snapshots', '$[*].id') @> jsonb_build_array(?::text)
            order by id limit 1
            """;

    private static final String JOB =
            "select body, version, created_at, ordering, figures from job_view left join job_shown on job = id ";

    private final DataSource source;
    private final KnownSystems known = new KnownSystems();
    private final VersionWaits systemWaits;
    private final VersionWaits jobWaits;

    /** {@code beats} has two threads at the most for those who wait; its owner shuts it down. */
    public Views(DataSource source, ScheduledExecutorService beats) {
        this.source = source;
        this.systemWaits = new VersionWaits(ids -> versions("system_view", ids), beats);
        this.jobWaits = new VersionWaits(ids -> versions("job_view", ids), beats);
    }

    /** A system that is realized or planned; empty for one that is gone or never was. */
    public Optional<SystemRow> system(SystemId id) {
        return Sql.first(source, SYSTEM + "where id = ? and state <> 'Absent'", List.of(id.value()), known::row);
    }

    /** The system that has the snapshot; one that is there goes before one that is only planned. */
    public Optional<SystemRow> owning(SnapshotId id) {
        return Sql.first(source, OWNING, List.of(id.value()), known::row)
                .or(() -> Sql.first(source, OWNING_PLANNED, List.of(id.value()), known::row));
    }

    /** Realized and planned systems by name; {@code after} is the last row of the page before, or null. */
    public List<SystemRow> systems(SystemFilter filter, int limit, SystemKey after) {
        StringBuilder sql = new StringBuilder(SYSTEM + "where state <> 'Absent'");
        List<Object> values = new ArrayList<>();
        if (filter.namePattern() != null) {
            named(SystemKey.fold(filter.namePattern()), sql, values);
        }
        if (filter.state() != null) {
            sql.append(" and state = ?");
            values.add(Sql.storable(filter.state()));
        }
        if (filter.regions() != null) {
            sql.append(" and (state <> 'Planned' and (false");
            filter.regions().forEach(region -> {
                sql.append(" or (").append(region.sql()).append(')');
                region.bindTo(values);
            });
            sql.append(')');
            if (filter.plannedAt() != null) {
                sql.append(" or state = 'Planned' and node = ?");
                values.add(Sql.storable(filter.plannedAt()));
            }
            sql.append(')');
        }
        if (after != null) {
            sql.append(" and (name_folded collate \"C\", id collate \"C\") > (?, ?)");
            values.add(Sql.storable(after.nameFolded()));
            values.add(after.id().value());
        }
        sql.append(" order by name_folded collate \"C\", id collate \"C\" limit ?");
        values.add(page(limit));
        return Sql.list(source, sql.toString(), values, known::row);
    }

    /** What a pattern begins with is asked for as a part of the list's own index, which a pattern alone is not always looked up in. */
    private static void named(String pattern, StringBuilder sql, List<Object> values) {
        String first = LikePattern.beginning(pattern);
        if (first.length() == pattern.length()) {
            sql.append(" and name_folded collate \"C\" = ?");
            values.add(pattern);
            return;
        }
        sql.append(" and name_folded like ?");
        values.add(LikePattern.of(pattern));
        if (!first.isEmpty()) {
            sql.append(" and name_folded collate \"C\" >= ?");
            values.add(first);
            LikePattern.behind(first).ifPresent(end -> {
                sql.append(" and name_folded collate \"C\" < ?");
                values.add(end);
            });
        }
    }

    /** The jobs that a node has a step of in hand. */
    public List<JobRow> jobsAt(String node, int most) {
        return Sql.list(
                source,
                JOB + "where not ended and body->'attempt'->>'node' = ? order by created_at, id limit ?",
                List.of(node, page(most)),
                Views::jobRow);
    }

    /** How many steps each node has in hand. */
    public Map<String, Long> jobsByNode() {
        Map<String, Long> counts = new HashMap<>();
        Sql.list(
                source,
                "select body->'attempt'->>'node', count(*) from job_view"
                        + " where not ended and body->'attempt'->>'node' is not null group by 1",
                List.of(),
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** How many events the view has seen of a system, dead or alive; 0 for none. */
    public long systemVersion(SystemId id) {
        return versions("system_view", List.of(id.value())).getOrDefault(id.value(), 0L);
    }

    /** A job, however long ago it ended. */
    public Optional<JobRow> job(JobId id) {
        return Sql.first(source, JOB + "where id = ?", List.of(id.value()), Views::jobRow);
    }

    /** Jobs, the newest first; {@code after} is the last row of the page before, or null. */
    public List<JobRow> jobs(JobFilter filter, int limit, JobKey after) {
        StringBuilder sql = new StringBuilder(JOB + "where true");
        List<Object> values = new ArrayList<>();
        if (filter.state() != null) {
            sql.append(" and state = ?");
            values.add(Sql.storable(filter.state()));
        }
        if (filter.system() != null) {
            sql.append(" and system = ?");
            values.add(filter.system().value());
        }
        if (filter.since() != null) {
            sql.append(" and created_at >= ?");
            values.add(filter.since());
        }
        if (filter.recent() != null) {
            // Each side has an index of its own, which wants its condition word by word.
            sql.append(" and (not ended or ended and ended_at > now() - make_interval(secs => ?))");
            values.add(filter.recent().toMillis() / 1000.0);
        }
        if (after != null) {
            sql.append(" and created_at <= ? and (created_at < ? or id > ?)");
            values.addAll(
                    List.of(after.createdAt(), after.createdAt(), after.id().value()));
        }
        sql.append(" order by created_at desc, id limit ?");
        values.add(page(limit));
        return Sql.list(source, sql.toString(), values, Views::jobRow);
    }

    /** A system that uses the file, if one does; {@code path} is relative to the volume's root. */
    public Optional<SystemOwner> ownerOf(String volumeKey, String path) {
        return owners("left(f.path, 400) = left(?, 400) and f.path = ?", List.of(volumeKey, path, path)).stream()
                .findFirst();
    }

    /** Systems that use a file below the folder ("" for the whole volume), with one row for each such file. */
    public List<SystemOwner> ownersBelow(String volumeKey, String folderPath) {
        String prefix = folderPath.isEmpty() ? "" : folderPath + "/";
        String start = prefix.length() <= 400 ? prefix : prefix.substring(0, 400);
        return owners(
                "left(f.path, 400) like ? and f.path like ?",
                List.of(volumeKey, LikePattern.startingWith(start), LikePattern.startingWith(prefix)));
    }

    /** True once the view has that version of the system; false when the bound is over. What follows must not block. */
    public CompletionStage<Boolean> awaitSystem(SystemId id, long version, Duration bound) {
        return systemWaits.await(id.value(), version, bound);
    }

    /** True once the view has that version of the job; false when the bound is over. What follows must not block. */
    public CompletionStage<Boolean> awaitJob(JobId id, long version, Duration bound) {
        return jobWaits.await(id.value(), version, bound);
    }

    /** Where the views are now: what changes later is found from here. */
    public ChangeMark latestChange() {
        String sql = "select coalesce((select max(ordering) from system_view), 0),"
                + " coalesce((select max(ordering) from job_view), 0)";
        return Sql.first(source, sql, List.of(), row -> new ChangeMark(row.getLong(1), row.getLong(2)))
                .orElse(ChangeMark.START);
    }

    /** Rows that have changed since, oldest change first, each once and as it is now; ask again from the last one's mark. */
    public List<Change> changesSince(ChangeMark mark, int max) {
        String after = "where ordering > ? order by ordering limit ?";
        var systems = Sql.list(
                source,
                SYSTEM + after,
                List.of(mark.systems(), page(max)),
                row -> new Changes.At<>(known.row(row), row.getLong("ordering")));
        var jobs = Sql.list(
                source,
                JOB + after,
                List.of(mark.jobs(), page(max)),
                row -> new Changes.At<>(jobRow(row), row.getLong("ordering")));
        return Changes.merge(mark, systems, jobs, max);
    }

    private Map<String, Long> versions(String table, List<String> ids) {
        Map<String, Long> versions = new HashMap<>();
        List<Object> values = List.of((Object) ids.toArray(String[]::new));
        Sql.list(
                source,
                "select id, version from " + table + " where id = any(?)",
                values,
                row -> versions.put(row.getString(1), row.getLong(2)));
        return versions;
    }

    private List<SystemOwner> owners(String condition, List<String> values) {
        List<Object> all = new ArrayList<>();
        values.forEach(value -> all.add(Sql.storable(value)));
        all.add(PAGE_MAX);
        return Sql.list(
                source,
                "select f.system, v.name, f.path from system_file f join system_view v on v.id = f.system"
                        + " where f.volume = ? and " + condition + " order by f.path, f.system limit ?",
                all,
                row -> new SystemOwner(new SystemId(row.getString(1)), row.getString(2), row.getString(3)));
    }

    private static JobRow jobRow(ResultSet row) throws SQLException {
        String shown = row.getString("figures");
        return new JobRow(
                ViewFormat.read(row.getString("body"), Job.class),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                shown == null ? null : ViewFormat.read(shown, JobSummary.Figures.class));
    }

    private static int page(int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + PAGE_MAX + " rows, not " + limit);
        }
        return limit;
    }
}
