package dev.ferry.storm;

import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.RestClient;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets faults fall until it is told to stop: each at the latest so long after the last, and while bytes move if any do. */
final class Weather implements AutoCloseable {
    private static final Duration CALM_LEAST = Duration.ofSeconds(2);
    private static final Duration DOWN_LEAST = Duration.ofSeconds(1);
    private static final Duration DOWN_MOST = Duration.ofSeconds(5);
    private static final Duration CUT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofMinutes(5);

    private final ClusterProcess cluster;
    private final Ground ground;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final PrintStream out;
    private final Striker striker;
    private final RestClient client;
    private final List<Strike> strikes = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger lasting = new AtomicInteger();
    private final ExecutorService underWay = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("fault-", 0).factory());
    private final Thread thread = Thread.ofPlatform().daemon().name("weather").unstarted(this::run);

    Weather(ClusterProcess cluster, Ground ground, Scenario scenario, long seed, PrintStream out) {
        this.cluster = cluster;
        this.ground = ground;
        this.scenario = scenario;
        this.random = new SplittableRandom(seed);
        this.out = out;
        this.striker = new Striker(cluster, random.split());
        this.client = cluster.client();
    }

    void begin() {
        thread.start();
    }

    private void run() {
        long last = System.nanoTime();
        while (!over.get()) {
            Fault fault = next();
            long due = last
                    + random.nextLong(
                            CALM_LEAST.toNanos(), scenario.faultEvery().toNanos());
            Await.holds(scenario.faultEvery(), () -> over.get() || System.nanoTime() - due >= 0);
            Optional<Target> target =
                    moving(Duration.ofNanos(last + scenario.faultEvery().toNanos() - System.nanoTime()));
            last = System.nanoTime();
            if (!over.get()) {
                fall(fault, target.orElseGet(this::anyNode));
            }
        }
    }

    /**
     * A cluster that has just lost something gets light faults until it is whole again: what is taken faster than any node can
     * start only shows that nothing is there.
     */
    private Fault next() {
        boolean whole = lasting.get() == 0 && cluster.nodes().stream().allMatch(ClusterNode::isReady);
        List<Fault> possible = scenario.faults().stream()
                .filter(fault -> whole || fault.isLight())
                .toList();
        return possible.get(random.nextInt(possible.size()));
    }

    private Optional<Target> moving(Duration limit) {
        List<Target> found = new ArrayList<>();
        Await.holds(limit, () -> {
            ground.moving(client).ifPresent(found::add);
            return over.get() || !found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private Target anyNode() {
        List<ClusterNode> alive =
                cluster.nodes().stream().filter(ClusterNode::isAlive).toList();
        List<ClusterNode> some = alive.isEmpty() ? cluster.nodes() : alive;
        String name = some.get(random.nextInt(some.size())).name();
        return new Target("", name, name);
    }

    private void fall(Fault fault, Target target) {
        int heavy = fault.isLight() ? 0 : 1;
        lasting.addAndGet(heavy);
        SplittableRandom own = random.split();
        underWay.execute(() -> {
            try {
                lasts(fault, target, own);
            } catch (RuntimeException e) {
                out.println("the fault " + fault.word() + " itself failed: " + e);
            } finally {
                lasting.addAndGet(-heavy);
            }
        });
    }

    private void lasts(Fault fault, Target target, SplittableRandom own) {
        // Known before it lasts: one that restarts all nodes does for a minute.
        note(new Strike(fault, List.of(target.copyNode()), target.job(), Instant.now()));
        Strike strike = striker.strike(fault, target);
        Duration span =
                switch (fault) {
                    case KILL_ENTITY_NODE, KILL_COPY_NODE, KILL_COORDINATOR, KILL_ALL_BUT_ONE, LEAVE ->
                        Duration.ofMillis(own.nextLong(DOWN_LEAST.toMillis(), DOWN_MOST.toMillis()));
                    case FREEZE_COPY_NODE -> Striker.FROZEN;
                    case LOSE_DATABASE, LOSE_DATABASE_AND_NETWORK -> Striker.OUTAGE;
                    case CUT_CLEAN, CUT_FROM_NODES, CUT_ASYMMETRIC, DRAIN -> CUT;
                    case ROLLING_RESTART, CUT_FLAPPING, STALL_COPY_NODE, LOSE_SESSIONS -> Duration.ZERO;
                };
        Await.passed(span);
        striker.relieve(strike);
    }

    private synchronized void note(Strike strike) {
        strikes.add(strike);
        out.println(strike.at() + " " + strike.fault().word() + " at " + strike.nodes()
                + (strike.job().isEmpty() ? ", nothing moves" : ", job " + strike.job() + " moves"));
    }

    synchronized List<Strike> strikes() {
        return List.copyOf(strikes);
    }

    /** No fault falls any more, and those that last have ended. */
    @Override
    public void close() {
        over.set(true);
        try {
            thread.join(END_LIMIT);
            underWay.shutdown();
            if (!underWay.awaitTermination(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a fault does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        striker.close();
        client.close();
    }
}
