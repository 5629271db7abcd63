package dev.ferry.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.ReturnCode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountsTest {
    private static final int FEW_ITERATIONS = 1_000;
    private static final String ADDRESS = "192.0.2.1";

    private Database database;
    private Accounts accounts;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        accounts = new Accounts(database.dataSource(), FEW_ITERATIONS);
        accounts.add("anna", Role.ADMIN, "secret");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void letsInWhoKnowsThePasswordAndNobodyElse() {
        assertEquals(Optional.of(new Principal("anna", Role.ADMIN)), accounts.verify("anna", "secret", ADDRESS));
        assertEquals(Optional.empty(), accounts.verify("anna", "Secret", ADDRESS));
        assertEquals(Optional.empty(), accounts.verify("anna", "", ADDRESS));
        assertEquals(Optional.empty(), accounts.verify("Anna", "secret", ADDRESS));
        assertEquals(Optional.empty(), accounts.verify("' or 1=1 --", "secret", ADDRESS));
        assertEquals(Optional.empty(), accounts.verify("nobody", "", ADDRESS));
    }

    @Test
    void asksTheDatabaseOnceForManyRequests() {
        assertTrue(accounts.verify("anna", "secret", ADDRESS).isPresent());
        database.close();
        assertTrue(accounts.verify("anna", "secret", ADDRESS).isPresent());
        assertThrows(AccountRefused.class, () -> accounts.verify("anna", "wrong", ADDRESS));
    }

    /** Another node changes the table, and tells nobody. */
    @Test
    void readsTheAccountAgainAfterAMinuteAndComputesNoHashForIt() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Accounts slow = new Accounts(database.dataSource(), 500_000, nanos::get);
        slow.add("bert", Role.ADMIN, "b");
        long computing = processorNanos(() -> slow.verify("bert", "b", ADDRESS));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        long reading = processorNanos(
                () -> assertEquals(Optional.of(new Principal("bert", Role.ADMIN)), slow.verify("bert", "b", ADDRESS)));
        assertTrue(reading < computing / 3, reading + " ns, and " + computing + " the first time");

        change("update account set role = 'viewer' where name = 'bert'");
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertEquals(Optional.of(new Principal("bert", Role.VIEWER)), slow.verify("bert", "b", ADDRESS));
        change("update account set hash = (select hash from account where name = 'anna') where name = 'bert'");
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertEquals(Optional.empty(), slow.verify("bert", "b", ADDRESS));
        change("delete from account where name = 'bert'");
        assertEquals(Optional.empty(), slow.verify("bert", "b", ADDRESS));
    }

    private static long processorNanos(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }

    @Test
    void forgetsAnOldPasswordAtOnce() {
        assertTrue(accounts.verify("anna", "secret", ADDRESS).isPresent());
        accounts.setPassword("anna", "new secret");
        assertFalse(accounts.verify("anna", "secret", ADDRESS).isPresent());
        assertTrue(accounts.verify("anna", "new secret", ADDRESS).isPresent());
    }

    @Test
    void forgetsARemovedAccountAtOnce() {
        accounts.add("bert", Role.VIEWER, "b");
        assertEquals(Optional.of(new Principal("bert", Role.VIEWER)), accounts.verify("bert", "b", ADDRESS));
        accounts.remove("bert");
        assertFalse(accounts.verify("bert", "b", ADDRESS).isPresent());
        assertEquals(
                List.of("anna"), accounts.list().stream().map(Account::name).toList());
    }

    @Test
    void neverRemovesTheLastAdministrator() throws Exception {
        accounts.add("bert", Role.ADMIN, "b");
        List<Callable<Boolean>> removals = List.of(() -> removed("anna"), () -> removed("bert"));
        List<Boolean> done = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var removal : threads.invokeAll(removals)) {
                done.add(removal.get());
            }
        }
        assertEquals(List.of(false, true), done.stream().sorted().toList());
        assertEquals(1, accounts.list().size());
    }

    @Test
    void refusesNamesAndPasswordsOutsideTheRules() {
        for (String name : List.of("", "-x", "a b", "a\nb", "ü", "x".repeat(65))) {
            assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.add(name, Role.VIEWER, "p")));
        }
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.add("x", Role.VIEWER, "")));
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.add("x", Role.VIEWER, "p".repeat(257))));
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.add("anna", Role.VIEWER, "p")));
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.remove("nobody")));
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal(() -> accounts.setPassword("nobody", "p")));
        accounts.add("x".repeat(64), Role.VIEWER, "p".repeat(256));
    }

    @Test
    void makesTheFirstAdministratorOnce() {
        try (Database fresh = TestDatabase.migrated()) {
            List<String> calls = new ArrayList<>();
            var first = new Accounts(fresh.dataSource(), FEW_ITERATIONS);
            first.ensureAdmin(Optional.empty(), () -> generated(calls), () -> calls.add("outdated"));
            first.ensureAdmin(Optional.empty(), () -> generated(calls), () -> calls.add("outdated"));
            assertTrue(first.verify("admin", "generated", ADDRESS).isPresent());
            assertEquals(List.of("generated"), calls);

            first.ensureAdmin(Optional.of("wanted"), () -> generated(calls), () -> calls.add("outdated"));
            first.ensureAdmin(Optional.of("wanted"), () -> generated(calls), () -> calls.add("outdated"));
            assertTrue(first.verify("admin", "wanted", ADDRESS).isPresent());
            assertFalse(first.verify("admin", "generated", ADDRESS).isPresent());
            assertEquals(List.of("generated", "outdated"), calls);
        }
    }

    private static String generated(List<String> calls) {
        calls.add("generated");
        return "generated";
    }

    private boolean removed(String name) {
        try {
            accounts.remove(name);
            return true;
        } catch (AccountRefused e) {
            assertEquals(ReturnCode.INVALID_STATE, e.refusal().code());
            return false;
        }
    }

    private static ReturnCode refusal(Runnable action) {
        return assertThrows(AccountRefused.class, action::run).refusal().code();
    }
}
