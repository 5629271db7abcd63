package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Entities that something must be done about, and that may sleep: told page by page, round and round, so that those which are
 * due for long keep none from its turn. What the rows' ages are is the database's to say.
 */
public final class Sleepers {
    private static final String PASSING = "s.state in ('Starting', 'Saving', 'Stopping', 'Pausing', 'Resuming')";

    /** The next ones, each to be told that it is due; that it has been told before does no harm. */
    public record Due(List<SystemId> systems, List<JobId> jobs) {}

    private final DataSource source;
    private final int page;
    private String lastSystem = "";
    private String lastJob = "";

    public Sleepers(DataSource source) {
        this(source, Views.PAGE_MAX);
    }

    Sleepers(DataSource source, int page) {
        this.source = source;
        this.page = page;
    }

    /** Blocks while the database answers. */
    public synchronized Due next() {
        List<SystemId> systems = next(systems(), lastSystem, SystemId::new);
        lastSystem = systems.size() < page ? "" : systems.getLast().value();
        List<JobId> jobs = next(jobs(), lastJob, JobId::new);
        lastJob = jobs.size() < page ? "" : jobs.getLast().value();
        return new Due(systems, jobs);
    }

    /**
     * Systems whose row has not changed for a while: a job holds them that was never begun, has ended, or has held them for a minute
     * and may sleep, their state is one that systems only pass through, or they are planned, no job holds them, and their time is
     * over.
     */
    private static String systems() {
        return "select s.id from system_view s left join job_view j on j.id = s.job"
                + " where s.updated_at < now() - interval '5 seconds'"
                + " and (" + PASSING + " or (s.job is null and s.due_at <= now()) or (s.job is not null"
                + " and (j.id is null or j.ended or s.updated_at < now() - interval '1 minute')))"
                + " and s.id > ? order by s.id limit ?";
    }

    /** Jobs that have not ended, and that no system would wake: those of none, and those whose system has let go of them. */
    private static String jobs() {
        return "select j.id from job_view j left join system_view s on s.id = j.system"
                + " where not j.ended and (s.id is null or s.job is distinct from j.id)"
                + " and j.id > ? order by j.id limit ?";
    }

    private <T> List<T> next(String sql, String after, Function<String, T> id) {
        return Sql.list(source, sql, List.of(after, page), row -> id.apply(row.getString(1)));
    }
}
