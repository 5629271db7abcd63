package dev.ferry.journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchemaMigrationTest {
    private static final SchemaMigration.Step FIRST =
            new SchemaMigration.Step(1, "V001__first.sql", "create table first(n integer);");

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.empty();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesTheTablesOnce() throws Exception {
        assertTrue(SchemaMigration.ofThisBuild().apply(database) > 0);
        assertEquals(0, SchemaMigration.ofThisBuild().apply(database));
        Set<String> expected = Set.of(
                "account",
                "cluster_authority",
                "cluster_lease",
                "command_key",
                "durable_state",
                "event_journal",
                "event_tag",
                "ferry_meta",
                "ferry_schema",
                "job_shown",
                "job_view",
                "node",
                "node_lease",
                "pekko_projection_management",
                "pekko_projection_offset_store",
                "snapshot",
                "system_file",
                "system_view");
        assertEquals(expected, tables());
    }

    @Test
    void isDoneByOneOfManyNodesThatStartAtOnce() throws Exception {
        Callable<Integer> node = () -> SchemaMigration.ofThisBuild().apply(database);
        int applied = 0;
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : nodes.invokeAll(List.of(node, node, node, node))) {
                applied += done.get();
            }
        }
        assertEquals(11, applied);
    }

    @Test
    void leavesNothingOfAVersionThatFails() throws Exception {
        var broken = new SchemaMigration.Step(2, "V002__broken.sql", "create table half(n integer); select 1/0;");
        var refusal =
                assertThrows(DatabaseRefused.class, () -> new SchemaMigration(List.of(FIRST, broken)).apply(database));
        assertTrue(refusal.getMessage().contains("V002__broken.sql"), refusal.getMessage());
        assertEquals(Set.of("ferry_schema", "first"), tables());
    }

    @Test
    void refusesASchemaThatANewerBuildMade() {
        var second = new SchemaMigration.Step(2, "V002__second.sql", "create table second(n integer);");
        new SchemaMigration(List.of(FIRST, second)).apply(database);
        var refusal = assertThrows(DatabaseRefused.class, () -> new SchemaMigration(List.of(FIRST)).apply(database));
        assertTrue(refusal.getMessage().contains("schema version 2"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("newer build"), refusal.getMessage());
    }

    @Test
    void refusesAVersionThatWasChangedAfterItHadBeenApplied() {
        new SchemaMigration(List.of(FIRST)).apply(database);
        var changed = new SchemaMigration.Step(1, FIRST.name(), "create table first(n bigint);");
        var refusal = assertThrows(DatabaseRefused.class, () -> new SchemaMigration(List.of(changed)).apply(database));
        assertTrue(refusal.getMessage().contains("V001__first.sql"), refusal.getMessage());
    }

    private Set<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return new TreeSet<>(names);
    }
}
