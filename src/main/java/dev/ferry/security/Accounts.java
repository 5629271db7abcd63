package dev.ferry.security;

import dev.ferry.model.ReturnCode;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of this cluster. A change is seen here at once, by other nodes within a minute. Blocking. */
public final class Accounts {
    public static final String ADMIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final int LONGEST_PASSWORD = 256;
    /** Each check keeps a processor busy; a flood of wrong passwords must leave some for the rest. */
    private static final int CHECKS_AT_ONCE = 2;

    private static final long CHECK_WAIT_SECONDS = 5;
    /** A database that has just not answered is not asked again at once: each question would wait for it. */
    private static final Duration UNREAD = Duration.ofSeconds(5);

    private final AccountTable table;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE, true);
    private final VerifiedLogins verified;
    private final int iterations;
    private final PasswordHash nobody;
    private volatile long unreadUntil = System.nanoTime();

    public Accounts(DataSource dataSource) {
        this(dataSource, PasswordHash.DEFAULT_ITERATIONS);
    }

    public Accounts(DataSource dataSource, int iterations) {
        this(dataSource, iterations, System::nanoTime);
    }

    Accounts(DataSource dataSource, int iterations, LongSupplier nanoTime) {
        this.table = new AccountTable(dataSource);
        this.iterations = iterations;
        this.verified = new VerifiedLogins(random, nanoTime);
        this.nobody = PasswordHash.ofNobody(iterations, random);
    }

    public List<Account> list() {
        return query(table::list);
    }

    public void add(String name, Role role, String password) {
        requireName(name);
        PasswordHash hash = hash(password);
        if (!query(() -> table.insert(name, role, hash))) {
            throw new AccountRefused(
                    ReturnCode.INVALID_PARAMETER,
                    "There is an account '" + name + "' already.",
                    "Choose another name, or change its password with: ferry user password " + name);
        }
        verified.forgetAll();
    }

    public void remove(String name) {
        AccountTable.Removal removal = query(() -> table.remove(name));
        verified.forgetAll();
        switch (removal) {
            case DONE -> LOG.info("account '{}' removed", name);
            case UNKNOWN -> throw unknown(name);
            case LAST_ADMIN ->
                throw new AccountRefused(
                        ReturnCode.INVALID_STATE,
                        "'" + name + "' is the last administrator; there must always be one.",
                        "Add another one first with: ferry user add NAME --role admin");
        }
    }

    public void setPassword(String name, String password) {
        PasswordHash hash = hash(password);
        boolean known = query(() -> table.setHash(name, hash));
        verified.forgetAll();
        if (!known) {
            throw unknown(name);
        }
    }

    /** Who was found right a moment ago; asks nobody and computes next to nothing, so that no thread of its own is needed. */
    public Optional<Principal> remembered(String name, String password) {
        return verified.find(name, password);
    }

    /** Who it is, or nothing: for an unknown name as for a wrong password, and after the same time. */
    public Optional<Principal> verify(String name, String password, String address) {
        if (!NAME.matcher(name).matches() || password.length() > LONGEST_PASSWORD) {
            LOG.warn("login refused: a name or a password that no account can have, from {}", address);
            return Optional.empty();
        }
        Optional<Principal> known = verified.find(name, password);
        if (known.isPresent()) {
            return known;
        }
        Optional<Principal> before = verified.findWhileUnread(name, password);
        if (before.isPresent() && System.nanoTime() < unreadUntil) {
            return before;
        }
        try {
            return check(name, password, address);
        } catch (AccountRefused e) {
            unreadUntil = System.nanoTime() + UNREAD.toNanos();
            if (before.isPresent()) {
                return before;
            }
            throw e;
        }
    }

    /**
     * Makes the first administrator, once in the life of a cluster.
     *
     * @param wanted what the environment asks for; it is set whenever it differs
     * @param generated gives (and keeps for the operator) a password when nothing was asked for
     * @param outdated called when what {@code generated} kept is not, or no longer, the administrator's password
     */
    public void ensureAdmin(Optional<String> wanted, Supplier<String> generated, Runnable outdated) {
        Optional<AccountTable.Row> present = query(() -> table.find(ADMIN));
        if (present.isEmpty() && query(table::list).stream().noneMatch(account -> account.role() == Role.ADMIN)) {
            PasswordHash hash = hash(wanted.orElseGet(generated));
            boolean first = query(() -> table.insert(ADMIN, Role.ADMIN, hash));
            if (!first || wanted.isPresent()) {
                outdated.run();
            }
        } else if (present.isPresent()
                && wanted.isPresent()
                && !PasswordHash.parse(present.get().hash()).matches(wanted.get())) {
            setPassword(ADMIN, wanted.get());
            outdated.run();
            LOG.info("the password of '{}' was set from the environment", ADMIN);
        }
    }

    private Optional<Principal> check(String name, String password, String address) {
        Optional<Principal> unchanged = unchanged(name, password);
        if (unchanged.isPresent()) {
            return unchanged;
        }
        try {
            if (!checks.tryAcquire(CHECK_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("login of '{}' from {} put off: too many logins are being checked", name, address);
                throw new AccountRefused(
                        ReturnCode.OUT_OF_MEMORY, "Too many logins are being checked.", "Try again in a moment.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            // Who comes with many connections at once is checked once, and not once for each.
            Optional<Principal> meanwhile = verified.find(name, password);
            if (meanwhile.isPresent()) {
                return meanwhile;
            }
            long readAt = verified.generation();
            Optional<AccountTable.Row> row = query(() -> table.find(name));
            PasswordHash hash =
                    row.map(found -> PasswordHash.parse(found.hash())).orElse(nobody);
            if (!hash.matches(password) || row.isEmpty()) {
                LOG.warn("login of '{}' from {} refused: unknown name or wrong password", name, address);
                return Optional.empty();
            }
            var principal = new Principal(name, row.get().role());
            verified.remember(principal, password, row.get().hash(), readAt);
            return Optional.of(principal);
        } finally {
            checks.release();
        }
    }

    /** Who was let in before, with what the account has now: the role may be another, and the account gone. */
    private Optional<Principal> unchanged(String name, String password) {
        Optional<String> fitted = verified.fitted(name, password);
        if (fitted.isEmpty()) {
            return Optional.empty();
        }
        long readAt = verified.generation();
        Optional<Principal> principal = query(() -> table.find(name))
                .filter(row -> row.hash().equals(fitted.get()))
                .map(row -> new Principal(name, row.role()));
        principal.ifPresent(known -> verified.remember(known, password, fitted.get(), readAt));
        return principal;
    }

    private PasswordHash hash(String password) {
        if (password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            throw new AccountRefused(
                    ReturnCode.INVALID_PARAMETER,
                    "A password has 1 to " + LONGEST_PASSWORD + " characters; this one has " + password.length() + ".",
                    "Choose another one.");
        }
        return PasswordHash.of(password, iterations, random);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AccountRefused(
                    ReturnCode.INVALID_PARAMETER,
                    "An account's name has 1 to 64 letters, digits and . _ @ - and begins with a letter or digit.",
                    "Choose another name.");
        }
    }

    private static AccountRefused unknown(String name) {
        return new AccountRefused(
                ReturnCode.INVALID_PARAMETER,
                "There is no account '" + name + "'.",
                "See the accounts with: ferry user list");
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T query(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new AccountRefused(
                    ReturnCode.NOT_AVAILABLE,
                    "The accounts cannot be read or changed: the database does not answer (" + e.getMessage() + ").",
                    "Try again when it does.",
                    e);
        }
    }
}
