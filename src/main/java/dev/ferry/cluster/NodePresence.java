package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.DatabaseRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a node is here, told in the shared database: its name is its own while it lives, and while any node is up nobody founds
 * another cluster beside it. Renewed on a thread and a connection of its own.
 */
public final class NodePresence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodePresence.class);
    /** Long enough for four renewals to be late, short enough for a node that is started again after a kill. */
    private static final Duration LIFETIME = Duration.ofSeconds(5);

    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
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
    private volatile boolean founder;
    private volatile boolean up;

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
                presence::beat, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        return presence;
    }

    private void claimName(String node) {
        Patience patience = new Patience();
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (true) {
            Optional<Holder> other = taken(name);
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
        if (!founder && taken(FOUNDING).isEmpty()) {
            founder = true;
        }
        return founder;
    }

    /** The same, waiting for one that may have died just now. */
    public boolean mayFoundAfterAWhile() {
        Patience patience = new Patience();
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (!mayFound()) {
            Optional<Holder> other = taken(FOUNDING);
            if ((other.isPresent() && patience.isInVain(other.get())) || System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    /** From now on this node is of the cluster, and tells so. */
    public void isUp() {
        up = true;
    }

    /** From now on it is not. */
    public void isAway() {
        up = false;
        founder = false;
    }

    private Optional<Holder> taken(String lease) {
        Future<Optional<Holder>> answer = beats.submit(() -> table.take(lease, owner, LIFETIME));
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
        try {
            if (!table.renew(name, owner, LIFETIME)
                    && table.take(name, owner, LIFETIME).isPresent()) {
                LOG.error("another node has taken the name of this one ({}); end one of them", name);
            }
            if (up || founder) {
                table.prolong(FOUNDING, LIFETIME);
            }
        } catch (SQLException e) {
            LOG.warn("the database does not hear that this node is here: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("telling that this node is here failed", e);
        }
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
