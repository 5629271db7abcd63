package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.CommandId;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Among thousands, a read looks at the rows that it gives and few more: the database itself counts them. */
@Timeout(60)
class RowsTouchedTest {
    private static final int MANY = 3_000;

    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private Database made;
    /** Of one connection, so that what it was asked is counted when the count is asked for. */
    private Database database;

    private Views views;

    @BeforeEach
    void open() throws Exception {
        made = TestDatabase.migrated();
        database = Database.open(made.url(), made.user(), made.password(), 1);
        views = new Views(database.dataSource(), beats);
        JobOrder order = order("pattern", JobKind.IMPORT);
        Journaled journal = new Journaled(database.dataSource());
        journal.systems(
                order.system(),
                new SystemEvent.IdentityReserved(order),
                new SystemEvent.SystemRealized(
                        order.id(),
                        Examples.settings().withName("pattern"),
                        SystemState.OFF,
                        Examples.placement(),
                        List.of(),
                        Examples.AT),
                new SystemEvent.ReservationReleased(order.id()));
        JobOrder running = order("running", JobKind.EXPORT);
        journal.jobs(running.id(), new JobEvent.JobBegun(running, running.at()));
        change("insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, version,"
                + " ordering, body)"
                + " select upper(md5(n::text)::uuid::text), 1, 'vm-' || n, 'vm-' || n, state, 'node' || n % 3, volumes, false,"
                + " 1, ordering + n, body from system_view, generate_series(1, " + MANY + ") n where name = 'pattern'");
        change("insert into job_view(id, kind, state, ended, created_at, ended_at, version, ordering, body)"
                + " select upper(md5(n::text)::uuid::text), 'EXPORT', 'Completed', true, now() - n * interval '1 hour',"
                + " now() - n * interval '1 hour', 1, 1000 + n, '{}' from generate_series(1, " + MANY + ") n");
        change("analyze");
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
        made.close();
    }

    @Test
    void ofTheSystemsWithAName() throws Exception {
        for (int i = 0; i < 12; i++) {
            // A statement that is asked often is planned without its values.
            assertEquals(1, touching("system_view", 2, () -> named("VM-77")));
        }
        assertEquals(0, touching("system_view", 1, () -> named("vm-")));
    }

    @Test
    void ofTheSystemsWhoseNamesBeginSo() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertEquals(11, touching("system_view", 25, () -> named("vm-77*")));
            assertEquals(10, touching("system_view", 150, () -> named("vm-27?7")));
        }
    }

    @Test
    void ofAPage() throws Exception {
        SystemKey[] after = {null};
        for (int i = 0; i < 12; i++) {
            int found = touching("system_view", 110, () -> {
                List<SystemRow> page = views.systems(SystemFilter.ALL, 100, after[0]);
                after[0] = page.getLast().key();
                return page.size();
            });
            assertEquals(100, found);
        }
    }

    @Test
    void ofThePlacesWhereSystemsAre() throws Exception {
        SystemPlaces places = new SystemPlaces(database.dataSource());
        assertEquals(4, touching("system_view", 20, () -> places.places().size()));
    }

    @Test
    void ofTheJobsThatHaveNotEndedLongAgo() throws Exception {
        JobFilter recent = new JobFilter(null, null, null, Duration.ofMinutes(5));
        for (int i = 0; i < 12; i++) {
            assertEquals(1, touching("job_view", 5, () -> views.jobs(recent, 100, null)
                    .size()));
        }
    }

    private int named(String pattern) {
        return views.systems(new SystemFilter(pattern, null, null), 100, null).size();
    }

    private int touching(String table, long most, Supplier<Integer> read) throws SQLException {
        long before = touched(table);
        int found = read.get();
        long after = touched(table);
        assertTrue(after - before >= found, "the database counts late");
        assertTrue(after - before <= most, after - before + " rows were looked at");
        return found;
    }

    private long touched(String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            statement.execute("select pg_stat_clear_snapshot()");
            try (ResultSet rows = statement.executeQuery(
                    "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = '"
                            + table + "'")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JobOrder order(String name, JobKind kind) {
        CommandId command = new CommandId("made " + name);
        return new JobOrder(
                command,
                Examples.CALLER,
                kind,
                command.newSystemId(),
                name,
                "target",
                Examples.assignments().get(kind == JobKind.EXPORT ? 0 : 1),
                Examples.AT);
    }
}
