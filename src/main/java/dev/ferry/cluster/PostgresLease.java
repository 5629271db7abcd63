package dev.ferry.cluster;

import com.typesafe.config.Config;
import dev.ferry.cluster.LeaseTable.Holder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to decide a split, as a row in PostgreSQL: the half that gets it goes on, the other one ends. Pekko makes it from
 * {@code ferry.split-brain-lease}. It works on one thread of its own and never makes an actor wait.
 *
 * <p>Asking lasts as long as the answer is open: a holder that died frees it when its time is over, and a database that is away
 * may come back. Who sees that the holder lives, or has asked for too long, has not got it.
 *
 * <p>Pekko keeps the right for a minute after a decision, so that a slow other half is refused. A second fault within that minute
 * may be for another node of the same half to decide: it takes the right over when it and the holder reach each other. Both must
 * say so, the holder in its row: then neither has decided against the other.
 *
 * <p>Pekko does not want to hear that the right was lost, but has acted on it. So a holder whose database is away goes on asking
 * for its own row, and who waits for that row gives it the time ({@link Watch}). A holder that finds the other half in its row all
 * the same, after a longer time without the database, ends its own half.
 */
public final class PostgresLease extends Lease {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final LeaseSettings settings;
    private final LeaseTable table;
    private final Supplier<Side> side;
    private final Runnable endHalf;
    private final LongSupplier nanoTime;
    private final Duration lifetime;
    private final Duration limit;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ferry-split-brain-lease").factory());

    private volatile long askedAt;

    private Consumer<Optional<Throwable>> lost = _ -> {};
    /** Null while it is not held. */
    private Future<?> beat;

    private boolean away;

    public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
        this(
                settings,
                table(settings.leaseConfig().getConfig("database")),
                () -> Side.of(Cluster.get(system)),
                () -> endHalf(Cluster.get(system)),
                System::nanoTime);
    }

    PostgresLease(
            LeaseSettings settings, LeaseTable table, Supplier<Side> side, Runnable endHalf, LongSupplier nanoTime) {
        this.settings = settings;
        this.table = table;
        this.side = side;
        this.endHalf = endHalf;
        this.nanoTime = nanoTime;
        this.lifetime = settings.timeoutSettings().getHeartbeatTimeout();
        this.limit = settings.timeoutSettings().getOperationTimeout();
        this.askedAt = nanoTime.getAsLong() - lifetime.toNanos();
    }

    /** As Pekko ends a half that was refused: this node last, for it ends with the word. */
    private static void endHalf(Cluster cluster) {
        Address self = cluster.selfAddress();
        cluster.state().getMembers().forEach(member -> {
            if (!member.address().equals(self)) {
                cluster.down(member.address());
            }
        });
        cluster.down(self);
    }

    private static LeaseTable table(Config database) {
        return new LeaseTable(database.getString("url"), database.getString("user"), database.getString("password"));
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(_ -> {});
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLostCallback) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        askedAt = nanoTime.getAsLong();
        long deadline = askedAt + limit.toNanos();
        thread.execute(() -> {
            lost = leaseLostCallback;
            ask(answer, new Asking(new Patience(), new Watch(), deadline));
        });
        return answer;
    }

    /** What one question has seen so far, and until when it is asked. */
    private record Asking(Patience patience, Watch watch, long deadline) {}

    private void ask(CompletableFuture<Boolean> answer, Asking asking) {
        long sent = nanoTime.getAsLong();
        try {
            Optional<Holder> other = table.take(
                    settings.leaseName(), side.get(), lifetime, asking.watch().deadUntil());
            if (other.isEmpty()) {
                hold();
                LOG.info("the right to decide a split is this node's");
                answer.complete(true);
                return;
            }
            if (asking.patience().isInVain(other.get()) || sent - asking.deadline() > 0) {
                LOG.warn("the right to decide a split is another's: {}", other.get());
                answer.complete(false);
                return;
            }
            asking.watch().see(other.get(), nanoTime.getAsLong());
        } catch (SQLException e) {
            LOG.warn("the database does not say who may decide the split: {}", e.getMessage());
            if (sent - asking.deadline() > 0) {
                answer.completeExceptionally(new LeaseException("not known within " + limit + ": " + e.getMessage()));
                return;
            }
            asking.watch().isBlind();
        } catch (RuntimeException e) {
            // An answer must come: Pekko decides nothing while it waits for it.
            LOG.error("asking for the right to decide a split failed", e);
            answer.complete(false);
            return;
        }
        var _ = thread.schedule(() -> ask(answer, asking), ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hold() {
        if (beat == null) {
            keepAfter(settings.timeoutSettings().getHeartbeatInterval());
        }
    }

    private void keepAfter(Duration pause) {
        beat = thread.schedule(this::keep, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever goes wrong, it is tried again: the half goes on by this right, so the row must say so. */
    private void keep() {
        Duration pause = ASK_AGAIN;
        try {
            renew();
            pause = settings.timeoutSettings().getHeartbeatInterval();
            away = false;
        } catch (SQLException e) {
            if (!away) {
                away = true;
                LOG.warn("the right to decide a split is not renewed, and tried again: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("renewing the right to decide a split failed", e);
        }
        if (beat != null) {
            keepAfter(pause);
        }
    }

    private void renew() throws SQLException {
        Side now = side.get();
        if (!now.isMember()) {
            // Who has left decides nothing any more, and those who stay may have to.
            table.giveBack(settings.leaseName(), now.self());
            lose();
        } else if (!table.renew(settings.leaseName(), now, lifetime)) {
            Optional<Holder> holder = table.look(settings.leaseName());
            if (holder.isPresent()) {
                losesTo(holder.get(), now);
            } else {
                // Nobody of ours removes it. If somebody comes before us, the next look tells who.
                table.take(settings.leaseName(), now, lifetime, OffsetDateTime.MIN);
            }
        }
    }

    /** A later holder of the other half has refused nobody: it has decided as well. */
    private void losesTo(Holder holder, Side now) {
        if (!now.isWith(holder)) {
            LOG.error(
                    "the right to decide a split went to the other half while the database was away: this half ends, for"
                            + " {} goes on",
                    holder);
            endHalf.run();
        }
        lose();
    }

    private void lose() {
        LOG.warn("the right to decide a split is another's by now, or nobody's");
        forget();
        lost.accept(Optional.empty());
    }

    private void forget() {
        if (beat != null) {
            beat.cancel(false);
            beat = null;
        }
    }

    /**
     * Gives the right back. Pekko may ask for a new decision and give back what was left of the last one in one breath: then it is
     * the new one that counts, and it is told that nothing was given back.
     */
    @Override
    public CompletionStage<Boolean> release() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (nanoTime.getAsLong() - askedAt < lifetime.toNanos()) {
            answer.complete(false);
            return answer;
        }
        thread.execute(() -> {
            try {
                giveBack();
                answer.complete(true);
            } catch (SQLException | RuntimeException e) {
                // It is kept meanwhile, and Pekko gives it back again.
                answer.completeExceptionally(new LeaseException("not given back: " + e.getMessage()));
            }
        });
        return answer;
    }

    private void giveBack() throws SQLException {
        if (beat == null) {
            return;
        }
        Side now = side.get();
        if (!table.giveBack(settings.leaseName(), now.self())) {
            table.look(settings.leaseName()).ifPresent(holder -> losesTo(holder, now));
        }
        forget();
    }

    /**
     * Never, for who asks here would decide by a right that was given for another decision, without telling the database, and may
     * lose it a moment later to the other half: each decision takes it anew.
     */
    @Override
    public boolean checkLease() {
        return false;
    }
}
