package dev.ferry.storm;

import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Does the faults: {@link #strike}, and later {@link #relieve} with what it answered. */
final class Striker implements AutoCloseable {
    static final Duration OUTAGE = Duration.ofSeconds(10);
    /** Past the lease of five seconds. */
    static final Duration FROZEN = Duration.ofSeconds(8);

    private static final Duration STALL = Duration.ofSeconds(1);
    private static final Duration FLAP = Duration.ofSeconds(1);
    private static final int FLAPS = 6;
    private static final Duration NODE_LIMIT = Duration.ofSeconds(90);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(10);

    private final ClusterProcess cluster;
    private final RandomGenerator random;
    private final RestClient client;

    Striker(ClusterProcess cluster, RandomGenerator random) {
        this.cluster = cluster;
        this.random = random;
        this.client = cluster.client();
    }

    Strike strike(Fault fault, Target target) {
        ClusterNode copying = cluster.node(target.copyNode());
        int copier = cluster.number(copying);
        List<ClusterNode> struck = new ArrayList<>();
        Instant at = Instant.now();
        switch (fault) {
            case KILL_ENTITY_NODE -> struck.add(kill(cluster.node(target.node())));
            case KILL_COPY_NODE -> struck.add(kill(copying));
            case KILL_COORDINATOR -> struck.add(kill(cluster.oldest().orElse(copying)));
            case KILL_ALL_BUT_ONE -> struck.addAll(killAllButOne(copying));
            case FREEZE_COPY_NODE -> {
                copying.freeze();
                struck.add(copying);
            }
            case STALL_COPY_NODE -> {
                copying.freeze();
                struck.add(copying);
                Await.passed(STALL);
                copying.thaw();
            }
            case LOSE_SESSIONS -> {
                if (cluster.database().isRunning()) {
                    cluster.database().endSessions();
                }
            }
            case LOSE_DATABASE -> cluster.database().stopImmediately();
            case LOSE_DATABASE_AND_NETWORK -> {
                cluster.database().stopImmediately();
                everyNode().forEach(node -> cutFromNodes(node));
            }
            case LEAVE -> {
                copying.leave();
                struck.add(copying);
            }
            case ROLLING_RESTART -> rollingRestart(copying);
            case DRAIN -> struck.add(order(copying, "drain"));
            case CUT_CLEAN -> {
                cluster.net().isolate(copier);
                struck.add(copying);
            }
            case CUT_FROM_NODES -> {
                cutFromNodes(copier);
                struck.add(copying);
            }
            case CUT_ASYMMETRIC -> {
                others(copier).forEach(other -> cluster.net().cut(copier, other));
                struck.add(copying);
            }
            case CUT_FLAPPING -> {
                flap(copier);
                struck.add(copying);
            }
        }
        return new Strike(fault, struck.stream().map(ClusterNode::name).toList(), target.job(), at);
    }

    /** Gives back what was taken; a node that was down is started, not awaited. */
    void relieve(Strike strike) {
        if (strike.fault().cutsNetwork()) {
            cluster.net().heal();
        }
        if (strike.fault().stopsDatabase() && !cluster.database().isRunning()) {
            cluster.database().start();
        }
        for (String name : strike.nodes()) {
            ClusterNode node = cluster.node(name);
            switch (strike.fault()) {
                case FREEZE_COPY_NODE -> node.thaw();
                case DRAIN -> order(node, "resume");
                case KILL_ENTITY_NODE, KILL_COPY_NODE, KILL_COORDINATOR, KILL_ALL_BUT_ONE, LEAVE -> {
                    node.awaitEnd();
                    node.start();
                }
                default -> {
                    // Nothing of the node itself was taken.
                }
            }
        }
    }

    private static ClusterNode kill(ClusterNode node) {
        node.kill();
        return node;
    }

    /** The one that is left is not the one that copies. */
    private List<ClusterNode> killAllButOne(ClusterNode copying) {
        List<ClusterNode> struck = new ArrayList<>(cluster.serving());
        List<ClusterNode> others =
                struck.stream().filter(node -> !node.equals(copying)).toList();
        if (!others.isEmpty()) {
            struck.remove(others.get(random.nextInt(others.size())));
        }
        struck.forEach(Striker::kill);
        return struck;
    }

    /** Beginning with the one that copies, so that it is surely met. */
    private void rollingRestart(ClusterNode first) {
        List<ClusterNode> all = new ArrayList<>(cluster.nodes());
        Collections.rotate(all, -all.indexOf(first));
        for (ClusterNode node : all) {
            node.leave();
            node.awaitEnd();
            node.start();
            node.awaitReady(NODE_LIMIT);
        }
    }

    private ClusterNode order(ClusterNode node, String what) {
        Await.until(NODE_LIMIT, () -> what + " of " + node.name() + " was accepted", () -> accepts(node, what));
        return node;
    }

    private boolean accepts(ClusterNode node, String what) {
        ClusterNode asked = cluster.serving().stream()
                .filter(other -> !other.equals(node))
                .findFirst()
                .orElse(node);
        try {
            String path = "/nodes/" + node.name() + "/" + what;
            Reply reply = client.post(asked.url(), path, "", RestClient.object(), ASK_LIMIT);
            return reply.isOk();
        } catch (IOException _) {
            return false;
        }
    }

    private void flap(int copier) {
        for (int i = 0; i < FLAPS; i++) {
            cutFromNodes(copier);
            Await.passed(FLAP);
            cluster.net().heal();
            Await.passed(FLAP);
        }
    }

    private void cutFromNodes(int node) {
        cluster.net().cutBetween(List.of(node), others(node));
    }

    private List<Integer> others(int node) {
        return everyNode().stream().filter(other -> other != node).toList();
    }

    private List<Integer> everyNode() {
        return cluster.nodes().stream().map(cluster::number).toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
