package dev.ferry.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a node into its cluster. It asks the seeds, over and over; the database says who founds the cluster when none of them is
 * up. So it does not matter which node is started first, and a first node that cannot hear the others does not begin a second
 * cluster beside theirs, as Pekko's own rule (the first seed founds) would have it.
 */
public final class Formation {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration FOUNDING_AGAIN = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofSeconds(10);

    /** Why a node is not in a cluster. */
    public static final class NotJoined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean takenOut;

        NotJoined(String message, boolean takenOut) {
            super(message);
            this.takenOut = takenOut;
        }

        /** The cluster wanted no more of this process; a new one may join. */
        public boolean isTakenOut() {
            return takenOut;
        }
    }

    private final ActorSystem<?> system;
    private final List<String> seeds;
    private final Optional<NodePresence> presence;
    private final CompletionStage<?> told;
    private final CountDownLatch up = new CountDownLatch(1);

    /** {@code told} completes when the node shall stop. A node with the whole database to itself has no presence. */
    public Formation(
            ActorSystem<?> system, List<String> seeds, Optional<NodePresence> presence, CompletionStage<?> told) {
        this.system = system;
        this.seeds = List.copyOf(seeds);
        this.presence = presence;
        this.told = told;
    }

    /** Returns when the node is up, however long that takes. */
    public void join() {
        var cluster = org.apache.pekko.cluster.Cluster.get(system);
        cluster.registerOnMemberUp(up::countDown);
        cluster.registerOnMemberRemoved(() -> presence.ifPresent(NodePresence::isAway));
        if (seeds.isEmpty()) {
            joinItself();
        } else {
            joinSeeds();
        }
        presence.ifPresent(here -> {
            here.isUp(() -> Side.of(cluster));
            // As a node ends that the others have taken out.
            var _ = here.ended().thenRun(() -> cluster.down(cluster.selfAddress()));
        });
    }

    private void joinItself() {
        if (presence.isPresent() && !presence.get().mayFoundAfterAWhile()) {
            throw new NotJoined(
                    "Another cluster lives on this database, and this node has no seeds to join it by. Name"
                            + " nodes of it in ferry.cluster.seeds, or give this node a database of its own.",
                    false);
        }
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        awaitUp(() -> {});
    }

    private void joinSeeds() {
        Address self = Cluster.get(system).selfMember().address();
        List<Address> addresses = seeds.stream()
                .map(seed -> AddressFromURIString.parse(self.protocol() + "://" + self.system() + "@" + seed))
                .toList();
        List<Address> others =
                addresses.stream().filter(seed -> !seed.equals(self)).toList();
        if (!others.isEmpty()) {
            ask(others);
        }
        if (addresses.contains(self)) {
            List<Address> selfFirst = new ArrayList<>(List.of(self));
            selfFirst.addAll(others);
            awaitUp(new Founding(selfFirst));
        } else {
            // Nobody would ask it: a cluster that it founded would stay alone, and keep the seeds from founding theirs.
            LOG.info("{} is not among the seeds {}: it joins, and never founds", self.hostPort(), seeds);
            awaitUp(() -> {});
        }
    }

    private void ask(List<Address> addresses) {
        Cluster.get(system).manager().tell(new JoinSeedNodes(addresses));
    }

    /** Looks from time to time whether it is for this node to found the cluster; then the first address is its own. */
    private final class Founding implements Runnable {
        private final List<Address> selfFirst;
        private long lookedAt = System.nanoTime() - FOUNDING_AGAIN.toNanos();
        private boolean founds;

        Founding(List<Address> selfFirst) {
            this.selfFirst = selfFirst;
        }

        @Override
        public void run() {
            if (founds || System.nanoTime() - lookedAt < FOUNDING_AGAIN.toNanos()) {
                return;
            }
            try {
                founds = presence.isPresent() && presence.get().mayFound();
                if (founds) {
                    LOG.info("no node of the cluster is up: this one founds it");
                    ask(selfFirst);
                }
            } catch (RuntimeException e) {
                LOG.warn("whether to found the cluster is not known: {}", e.getMessage());
            }
            lookedAt = System.nanoTime();
        }
    }

    private void awaitUp(Runnable meanwhile) {
        long began = System.nanoTime();
        long tellAt = began + TELL.toNanos();
        try {
            while (!up.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                requireGoingOn();
                meanwhile.run();
                if (System.nanoTime() > tellAt) {
                    LOG.warn("{}", waiting(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
                    tellAt += TELL.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node came up", e);
        }
    }

    private void requireGoingOn() {
        if (told.toCompletableFuture().isDone()) {
            throw new NotJoined("it was told to stop before it was up", false);
        }
        if (system.getWhenTerminated().toCompletableFuture().isDone()) {
            throw new NotJoined("the others wanted it no more before it was up", true);
        }
        presence.map(here -> here.ended().toCompletableFuture().getNow(null)).ifPresent(why -> {
            throw new NotJoined(why, true);
        });
    }

    private String waiting(long seconds) {
        Cluster cluster = Cluster.get(system);
        return "not in the cluster after " + seconds + " s: "
                + (cluster.state().getMembers().iterator().hasNext()
                        ? "the cluster's leader has not let it in yet (it is "
                                + cluster.selfMember().status().toString().toLowerCase(Locale.ROOT) + "; unreachable: "
                                + cluster.state().getUnreachable() + ")"
                        : "none of the seeds " + seeds + " has answered; see that they run and can be reached");
    }
}
