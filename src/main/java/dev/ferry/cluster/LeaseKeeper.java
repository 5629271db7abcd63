package dev.ferry.cluster;

import dev.ferry.model.node.LeaseRules;
import dev.ferry.model.node.LeaseTerm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process's lease: renews its row on a thread and a connection that nothing else uses, so that neither a full pool
 * nor a slow disk makes a healthy node look dead. Only that thread changes anything here; others read.
 */
public final class LeaseKeeper implements Leases, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Rows that ended long ago are looked for once in so many renewals. */
    private static final int FORGET_EACH = 600;

    /** A new connection, which gives up on a server that does not answer within seconds. */
    public interface Connect {
        Connection open() throws SQLException;
    }

    private static final class Held {
        final String incarnation = UUID.randomUUID().toString();
        final CompletableFuture<Incarnation> begun = new CompletableFuture<>();
        final CompletableFuture<Void> lost = new CompletableFuture<>();
        volatile LeaseTerm term = LeaseTerm.NONE;
    }

    private final Connect connect;
    private final String node;
    private final LeaseRules rules;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread;
    private final Future<?> beat;
    private volatile Held held;
    private Connection connection;
    private boolean away;
    private int renewals;

    /** {@code nanoTime} is the monotonic clock of this machine. */
    public LeaseKeeper(Connect connect, String node, LeaseRules rules, LongSupplier nanoTime) {
        this.connect = connect;
        this.node = node;
        this.rules = rules;
        this.nanoTime = nanoTime;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ferry-lease").factory());
        long every = rules.renewEvery().toNanos();
        this.beat = thread.scheduleAtFixedRate(this::renew, every, every, TimeUnit.NANOSECONDS);
    }

    @Override
    public CompletionStage<Incarnation> begin() {
        Held fresh = new Held();
        thread.execute(() -> {
            held = fresh;
            renew();
        });
        return fresh.begun;
    }

    @Override
    public boolean held(String incarnation) {
        Held now = held;
        return now != null && now.incarnation.equals(incarnation) && now.term.held(nanoTime.getAsLong());
    }

    @Override
    public String current() {
        Held now = held;
        return now == null ? "" : now.incarnation;
    }

    @Override
    public CompletionStage<Void> giveUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                Held last = held;
                held = null;
                if (last != null) {
                    giveUp(last);
                }
                done.complete(null);
            });
        } catch (RejectedExecutionException _) {
            done.complete(null);
        }
        return done;
    }

    @Override
    public void letRunOut() {
        held = null;
    }

    private void giveUp(Held last) {
        try {
            LeaseTable.giveUp(connected(), last.incarnation);
        } catch (SQLException e) {
            disconnect();
            LOG.warn("the lease {} could not be given up and runs out by itself: {}", last.incarnation, e.getMessage());
        }
    }

    private void renew() {
        Held now = held;
        if (now == null) {
            return;
        }
        long asked = nanoTime.getAsLong();
        try {
            Connection open = connected();
            boolean kept = now.begun.isDone()
                    ? LeaseTable.renew(open, now.incarnation, rules)
                    : LeaseTable.make(open, now.incarnation, node, rules);
            back();
            if (kept) {
                now.term = now.term.renewed(asked, rules);
                now.begun.complete(new Incarnation(now.incarnation, now.lost));
                forgetOld(open);
            } else {
                lose(now);
            }
        } catch (SQLException e) {
            missed(e);
        } catch (RuntimeException e) {
            // The schedule would end with it, and the lease with the schedule.
            LOG.error("a renewal of the lease {} failed", now.incarnation, e);
        }
    }

    private void lose(Held now) {
        LOG.warn("the lease {} of node {} was taken over by others: its work stops", now.incarnation, node);
        held = null;
        // Whoever waits for it to begin hears of it like of any other, only at once.
        now.begun.complete(new Incarnation(now.incarnation, now.lost));
        now.lost.complete(null);
    }

    private void missed(SQLException e) {
        disconnect();
        if (!away) {
            away = true;
            LOG.warn("the lease of node {} could not be renewed, and is tried again: {}", node, e.getMessage());
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.info("the lease of node {} is renewed again", node);
        }
    }

    private void forgetOld(Connection open) throws SQLException {
        if (renewals++ % FORGET_EACH == 0) {
            LeaseTable.forgetOld(open);
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            connection = connect.open();
        }
        return connection;
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a broken connection did not close", e);
            }
            connection = null;
        }
    }

    /** Stops renewing: a lease that was not given up runs out. */
    @Override
    public void close() {
        beat.cancel(false);
        thread.execute(() -> {
            held = null;
            disconnect();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the thread that renews the lease did not end in {} s", STOP_LIMIT.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
