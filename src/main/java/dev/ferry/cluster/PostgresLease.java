package dev.ferry.cluster;

import com.typesafe.config.Config;
import dev.ferry.cluster.LeaseTable.Holder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
 */
public final class PostgresLease extends Lease {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    /** We stop believing in it before the database does. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final LeaseSettings settings;
    private final LeaseTable table;
    private final Supplier<Side> side;
    private final LongSupplier nanoTime;
    private final Duration lifetime;
    private final Duration limit;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ferry-split-brain-lease").factory());
    /** By this machine's clock, taken before the question was sent; 0 when it is not held. */
    private long heldUntil;

    private volatile long askedAt;

    private Consumer<Optional<Throwable>> lost = _ -> {};
    private ScheduledFuture<?> beat;

    public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
        this(
                settings,
                table(settings.leaseConfig().getConfig("database")),
                () -> Side.of(Cluster.get(system)),
                System::nanoTime);
    }

    PostgresLease(LeaseSettings settings, LeaseTable table, Supplier<Side> side, LongSupplier nanoTime) {
        this.settings = settings;
        this.table = table;
        this.side = side;
        this.nanoTime = nanoTime;
        this.lifetime = settings.timeoutSettings().getHeartbeatTimeout();
        this.limit = settings.timeoutSettings().getOperationTimeout();
        this.askedAt = nanoTime.getAsLong() - lifetime.toNanos();
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
            ask(answer, new Patience(), deadline);
        });
        return answer;
    }

    private void ask(CompletableFuture<Boolean> answer, Patience patience, long deadline) {
        long sent = nanoTime.getAsLong();
        try {
            Optional<Holder> other = table.take(settings.leaseName(), side.get(), lifetime);
            if (other.isEmpty()) {
                holdSince(sent);
                LOG.info("the right to decide a split is this node's");
                answer.complete(true);
                return;
            }
            if (patience.isInVain(other.get()) || sent - deadline > 0) {
                LOG.warn("the right to decide a split is another's: {}", other.get());
                answer.complete(false);
                return;
            }
        } catch (SQLException e) {
            LOG.warn("the database does not say who may decide the split: {}", e.getMessage());
            if (sent - deadline > 0) {
                answer.completeExceptionally(new LeaseException("not known within " + limit + ": " + e.getMessage()));
                return;
            }
        } catch (RuntimeException e) {
            // An answer must come: Pekko decides nothing while it waits for it.
            LOG.error("asking for the right to decide a split failed", e);
            answer.complete(false);
            return;
        }
        var _ = thread.schedule(() -> ask(answer, patience, deadline), ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void holdSince(long sent) {
        heldUntil = sent + lifetime.minus(MARGIN).toNanos();
        if (beat == null) {
            long every = settings.timeoutSettings().getHeartbeatInterval().toMillis();
            beat = thread.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private void renew() {
        long sent = nanoTime.getAsLong();
        try {
            Side now = side.get();
            if (!now.isMember()) {
                // Who has left decides nothing any more, and those who stay may have to.
                table.release(settings.leaseName(), now.self());
                lose(Optional.empty());
            } else if (table.renew(settings.leaseName(), now, lifetime)) {
                heldUntil = sent + lifetime.minus(MARGIN).toNanos();
            } else {
                lose(Optional.empty());
            }
        } catch (SQLException e) {
            LOG.warn("the right to decide a split was not renewed: {}", e.getMessage());
            if (nanoTime.getAsLong() - heldUntil >= 0) {
                lose(Optional.of(e));
            }
        }
    }

    private void lose(Optional<Throwable> why) {
        LOG.warn("the right to decide a split is lost");
        forget();
        lost.accept(why);
    }

    private void forget() {
        heldUntil = 0;
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
            forget();
            try {
                table.release(settings.leaseName(), side.get().self());
                answer.complete(true);
            } catch (SQLException e) {
                answer.completeExceptionally(
                        new LeaseException("not given back, it ends by itself: " + e.getMessage()));
            }
        });
        return answer;
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
