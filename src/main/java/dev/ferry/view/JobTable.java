package dev.ferry.view;

import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes {@code job_view}. */
final class JobTable implements ViewTable<Job, JobEvent, JobRow> {
    private static final String UPSERT = """
            insert into job_view(id, kind, state, system, ended, created_at, ended_at, version, ordering, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (id) do update set
              (state, ended, ended_at, version, ordering, body) =
              (excluded.state, excluded.ended, excluded.ended_at, excluded.version, excluded.ordering, excluded.body)
            """;

    @Override
    public Job empty() {
        return Job.unknown();
    }

    @Override
    public Job on(Job state, JobEvent event) {
        return state.on(event);
    }

    @Override
    public Optional<Stored<Job>> lock(Connection connection, String id) throws SQLException {
        return Sql.list(
                        connection,
                        "select body, version, ordering from job_view where id = ? for update",
                        List.of(id),
                        row -> new Stored<>(
                                ViewFormat.read(row.getString(1), Job.class), row.getLong(2), row.getLong(3)))
                .stream()
                .findFirst();
    }

    @Override
    public JobRow store(Connection connection, String id, Stored<Job> stored) throws SQLException {
        JobRow unplaced = new JobRow(stored.state(), stored.version(), Instant.EPOCH, null);
        // As finely as the column has it, so that the row is the same whether it was told or read.
        Instant createdAt = unplaced.order().at().truncatedTo(ChronoUnit.MICROS);
        JobSummary summary = unplaced.summary();
        Sql.change(
                connection,
                UPSERT,
                Arrays.asList(
                        id,
                        summary.kind().word(),
                        summary.state().word(),
                        unplaced.order().system() == null
                                ? null
                                : unplaced.order().system().value(),
                        stored.state() instanceof Job.Ended,
                        createdAt,
                        summary.times().endedAt(),
                        stored.version(),
                        stored.ordering(),
                        ViewFormat.write(stored.state())));
        if (stored.state() instanceof Job.Ended) {
            Sql.change(connection, "delete from job_shown where job = ?", List.of(id));
        }
        return new JobRow(stored.state(), stored.version(), createdAt, null);
    }
}
