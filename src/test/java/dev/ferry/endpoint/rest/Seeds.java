package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.view.SystemRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Rows as projections would have written them. */
final class Seeds {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final DataSource source;
    private final AtomicLong ordering = new AtomicLong();

    Seeds(DataSource source) {
        this.source = source;
    }

    void system(Realized system) {
        SystemRow row = new SystemRow(system.id(), system, 1);
        ObjectNode body = JSON.valueToTree(system);
        change(
                "insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, version, ordering,"
                        + " body) values (?, 1, ?, ?, ?, ?, ?::text[], false, 1, ?, ?::jsonb)",
                system.id().value(),
                row.name(),
                row.name().toLowerCase(Locale.ROOT),
                system.state().word(),
                system.placement().node(),
                Ownership.volumesOf(system).toArray(String[]::new),
                ordering.incrementAndGet(),
                body.put("is", "realized").toString());
    }

    void drafted(Drafted system) {
        SystemRow row = new SystemRow(system.id(), system, 1);
        ObjectNode body = JSON.valueToTree(system);
        change(
                "insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, version, ordering,"
                        + " body) values (?, 1, ?, ?, 'Planned', '', '{}', true, 1, ?, ?::jsonb)",
                system.id().value(),
                row.name(),
                row.name().toLowerCase(Locale.ROOT),
                ordering.incrementAndGet(),
                body.put("is", "drafted").toString());
    }

    void noSystems() {
        change("delete from system_view");
    }

    void job(Job job) {
        JobSummary summary = JobSummary.of(job, Progress.NONE, "").orElseThrow();
        JobOrder order =
                switch (job) {
                    case Job.Active active -> active.order();
                    case Job.Ended ended -> ended.order();
                    case Job.New _ -> throw new IllegalArgumentException("nobody has begun it");
                };
        ObjectNode body = JSON.valueToTree(job);
        // A submit that is slow to be answered is sent again, and begins no second job.
        change(
                "insert into job_view(id, kind, state, system, ended, created_at, ended_at, version, ordering, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?::jsonb) on conflict (id) do nothing",
                order.id().value(),
                order.kind().word(),
                summary.state().word(),
                order.system() == null ? null : order.system().value(),
                job instanceof Job.Ended,
                order.at().atOffset(ZoneOffset.UTC),
                summary.times().endedAt() == null
                        ? null
                        : summary.times().endedAt().atOffset(ZoneOffset.UTC),
                ordering.incrementAndGet(),
                body.put("is", job instanceof Job.Ended ? "ended" : "active").toString());
    }

    private void change(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
