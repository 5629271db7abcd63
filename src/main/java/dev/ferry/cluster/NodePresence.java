package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.DatabaseRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a node is here, told in the shared database: its name is its own while it lives, and while any node is up nobody founds
 * another cluster beside it. Renewed on a thread and a connection of its own.
 *
 * <p>The row by which a cluster keeps others from founding is owned by the cluster's generation, which its founder made and whoever
 * joins learns. A node that is up and finds another cluster there ({@link Belonging}) ends, and so does one that finds its name
 * with another process: each was away for so long that it was taken for dead.
 */
public final class NodePresence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodePresence.class);
    /** Long enough for four renewals to be late, short enough for a node that is started again after a kill. */
    private static final Duration LIFETIME = Duration.ofSeconds(5);

    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    /** After a question that failed. */
    private static final Duration SOON = Duration.ofMillis(500);
    /** A holder that lived would have moved its time long before. */
    private static final Duration WAIT = LIFETIME.plus(RENEWAL.multipliedBy(2));

    private static final String FOUNDING = "founding";
    private static final String NAME = "node/";

    private final Database database;
    private final LeaseTable table;
    private final String name;
    private final String owner = UUID.randomUUID().toString();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ferry-presence").factory());
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile boolean founder;
    /** Empty while the node is not up. */
    private volatile Optional<Supplier<Side>> cluster = Optional.empty();

    /** This and what follows belong to the thread. A founder's process is the generation that it makes. */
    private String generation = owner;

    private final Watch founding = new Watch();
    private long dueAt = System.nanoTime();
    private boolean away;
    /** Another cluster was seen. Looked at twice: who comes up learns of the other members one by one. */
    private boolean stranger;

    private NodePresence(Database database, String node) {
        this.database = database;
        this.table = new LeaseTable(database);
        this.name = NAME + node;
    }

    /** Takes the name for this process; refused when another process that lives has it. */
    public static NodePresence claim(Database database, String node) {
        NodePresence presence = new NodePresence(database, node);
        try {
            presence.claimName(node);
        } catch (RuntimeException e) {
            presence.close();
            throw e;
        }
        var _ = presence.beats.scheduleWithFixedDelay(
                presence::beat, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        return presence;
    }

    private void claimName(String node) {
        Patience patience = new Patience();
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (true) {
            Optional<Holder> other = asked(() -> {
                // The sooner it is watched, the sooner a cluster can be founded after all nodes were lost.
                look();
                return table.take(name, owner, LIFETIME);
            });
            if (other.isEmpty()) {
                return;
            }
            if (patience.isInVain(other.get()) || System.nanoTime() > deadline) {
                throw new DatabaseRefused(
                        "Another node that lives has the name '" + node + "' in this cluster (" + database + ").",
                        "Give this one another name (ferry.node.name), or stop the other.");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Whether this node may found the cluster now: nobody is up, and nobody else is about to. */
    public boolean mayFound() {
        return claimed().isEmpty();
    }

    /** The same, waiting for one that may have died just now. */
    public boolean mayFoundAfterAWhile() {
        Patience patience = new Patience();
        long deadline = System.nanoTime() + WAIT.plus(Watch.QUIET).toNanos();
        while (true) {
            Optional<Holder> other = claimed();
            if (other.isEmpty()) {
                return true;
            }
            if (patience.isInVain(other.get()) || System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Empty when this node founds. */
    private Optional<Holder> claimed() {
        return asked(() -> {
            if (founder) {
                return Optional.empty();
            }
            Optional<Holder> other = table.take(FOUNDING, Side.alone(owner), LIFETIME, founding.deadUntil());
            other.ifPresent(holder -> founding.see(holder, System.nanoTime()));
            founder = other.isEmpty();
            return other;
        });
    }

    /** From now on this node is of the cluster, and tells so, and whom it reaches. */
    void isUp(Supplier<Side> reached) {
        cluster = Optional.of(reached);
    }

    /** From now on it is not. */
    public void isAway() {
        cluster = Optional.empty();
        founder = false;
    }

    /** Completes with the reason when this process must end, for others have gone on without it; it tells nothing any more. */
    public CompletionStage<String> ended() {
        return ended;
    }

    private Optional<Holder> asked(Callable<Optional<Holder>> question) {
        Future<Optional<Holder>> answer = beats.submit(question);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it asked the database", e);
        } catch (ExecutionException e) {
            throw new DatabaseRefused(
                    "The database " + database + " does not answer: "
                            + e.getCause().getMessage() + ".",
                    "See that it runs and that this node reaches it, then start the node again.",
                    e);
        }
    }

    private void beat() {
        if (ended.isDone() || System.nanoTime() - dueAt < 0) {
            return;
        }
        Duration pause = RENEWAL;
        try {
            tell();
            away = false;
        } catch (SQLException e) {
            founding.isBlind();
            pause = SOON;
            if (!away) {
                away = true;
                LOG.warn("the database does not hear that this node is here: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("telling that this node is here failed", e);
        }
        dueAt = System.nanoTime() + pause.toNanos();
    }

    private void tell() throws SQLException {
        if (!table.renew(name, owner, LIFETIME)
                && table.take(name, owner, LIFETIME).isPresent()) {
            end("another process that lives has taken its name '" + name.substring(NAME.length())
                    + "', because this one was not heard of for " + LIFETIME.toSeconds() + " s");
            return;
        }
        Optional<Side> up = cluster.map(Supplier::get);
        if (up.isPresent()) {
            tellThatItIsUp(up.get());
        } else if (!founder) {
            look();
        } else if (!table.renew(FOUNDING, owner, LIFETIME)) {
            LOG.warn("another node founds the cluster: this one was too slow");
            founder = false;
        }
    }

    private void tellThatItIsUp(Side side) throws SQLException {
        if (!side.isMember()) {
            // Those who stay tell it.
            return;
        }
        boolean before = stranger;
        stranger = false;
        if (table.renew(FOUNDING, new Side(generation, side.reached()), LIFETIME)) {
            return;
        }
        Optional<Holder> row = look();
        switch (Belonging.of(row, side)) {
            case SAME -> {
                generation = row.orElseThrow().owner();
                table.renew(FOUNDING, new Side(generation, side.reached()), LIFETIME);
            }
            case OPEN -> {
                var _ = table.take(FOUNDING, new Side(generation, side.reached()), LIFETIME, founding.deadUntil());
            }
            case OTHER -> {
                stranger = true;
                if (before) {
                    end("the other nodes have founded another cluster, because no node of this one was heard of for "
                            + LIFETIME.toSeconds() + " s");
                }
            }
        }
    }

    private Optional<Holder> look() throws SQLException {
        Optional<Holder> row = table.look(FOUNDING);
        row.ifPresent(holder -> founding.see(holder, System.nanoTime()));
        return row;
    }

    private void end(String why) {
        LOG.error("this node ends: {}", why);
        ended.complete(why);
    }

    @Override
    public void close() {
        beats.execute(() -> {
            try {
                table.release(name, owner);
            } catch (SQLException e) {
                LOG.info("the name of this node is given back when its time is over: {}", e.getMessage());
            }
            table.close();
        });
        beats.shutdown();
        try {
            if (!beats.awaitTermination(LIFETIME.toMillis(), TimeUnit.MILLISECONDS)) {
                beats.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
