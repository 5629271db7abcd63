package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.job.JobSummary;
import java.util.List;
import javax.sql.DataSource;

/** How far jobs have been shown. What is not kept yet is not shown: no node, however new, shows a job further back than another did. */
public final class ShownJobs {
    private final DataSource source;

    public ShownJobs(DataSource source) {
        this.source = source;
    }

    /** What is there stays when it is further: that is answered. A job that has ended needs none. */
    public JobSummary.Figures keep(JobId job, JobSummary.Figures figures) {
        String sql = """
                with kept as (insert into job_shown(job, attempt, percent, bytes_done, figures)
                select ?, ?, ?, ?, ?::jsonb where not exists (select from job_view where id = ? and ended)
                on conflict (job) do update set
                  (attempt, percent, bytes_done, figures) =
                  (excluded.attempt, excluded.percent, excluded.bytes_done, excluded.figures)
                where (job_shown.attempt, job_shown.percent, job_shown.bytes_done)
                  < (excluded.attempt, excluded.percent, excluded.bytes_done)
                returning figures)
                select figures from kept
                union all select figures from job_shown where job = ? and not exists (select from kept)
                """;
        return Sql.first(
                        source,
                        sql,
                        List.of(
                                job.value(),
                                figures.attempt(),
                                figures.percent(),
                                figures.bytesDone(),
                                ViewFormat.write(figures),
                                job.value(),
                                job.value()),
                        row -> ViewFormat.read(row.getString(1), JobSummary.Figures.class))
                .orElse(figures);
    }
}
