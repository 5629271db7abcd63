package dev.ferry.service;

import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobRules;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.KnownNode;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.NodeFact.Endpoint;
import dev.ferry.model.node.NodeRules;
import dev.ferry.model.node.NodeRules.Residents;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Presence;
import dev.ferry.model.node.Standing;
import dev.ferry.view.JobRow;
import dev.ferry.view.NodeTable;
import dev.ferry.view.SystemPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/** Nodes: which there are, and taking one out of work for a while or for good. */
public final class NodeService {
    /** Jobs that a drain tells of; there are no more at once unless far more copies run than a node should have. */
    private static final int JOBS_TOLD_MAX = 1_000;

    private final Desk desk;
    private final NodeTable nodes;
    private final SystemPlaces places;

    public NodeService(Desk desk, NodeTable nodes, SystemPlaces places) {
        this.desk = desk;
        this.nodes = nodes;
        this.places = places;
    }

    /** A job that a drained node keeps, because only it can do the step that the job is at. */
    public record Bound(JobRow job, String why) {}

    /** What comes of a drain. {@code residents} have files that only this node has; they stay with it. */
    public record Drained(NodeStanding node, List<JobRow> handedOver, List<Bound> stay, Residents residents) {
        public Drained {
            handedOver = List.copyOf(handedOver);
            stay = List.copyOf(stay);
        }
    }

    /** Those that are there and those that are only remembered. */
    public CompletionStage<Outcome<List<NodeStanding>>> list() {
        return desk.read(this::standings);
    }

    /** The same, with how many systems each has left out: for who asks often, and does not show it. */
    public CompletionStage<Outcome<List<NodeStanding>>> uncounted() {
        return desk.read(() -> standings(desk.nodes().facts(), Optional.empty()));
    }

    public CompletionStage<Outcome<Optional<NodeStanding>>> get(String name) {
        return desk.read(() -> standing(name));
    }

    private Optional<NodeStanding> standing(String name) {
        return standings().stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private List<NodeStanding> standings() {
        ClusterFacts facts = desk.nodes().facts();
        return standings(facts, Optional.of(systemsByOwner(facts)));
    }

    private List<NodeStanding> standings(ClusterFacts facts, Optional<Map<String, Long>> systems) {
        Map<String, Long> jobs = desk.views().jobsByNode();
        List<NodeStanding> all = new ArrayList<>();
        for (KnownNode known : nodes.list()) {
            String name = known.name();
            all.add(new NodeStanding(
                    known,
                    facts.of(name).orElseGet(() -> unheard(known, facts)),
                    desk.nodes()
                            .named(name)
                            .map(StorageNodes.Member::hypervisor)
                            .orElse(null),
                    jobs.getOrDefault(name, 0L),
                    systems.map(counted -> counted.getOrDefault(name, 0L)).orElse(NodeStanding.NOT_COUNTED)));
        }
        return all;
    }

    private static NodeFact unheard(KnownNode known, ClusterFacts facts) {
        return new NodeFact(
                known.name(),
                facts.presence(known.name()),
                known.isDrained(),
                Set.of(),
                new Endpoint(known.address(), Set.of()));
    }

    private Map<String, Long> systemsByOwner(ClusterFacts facts) {
        Map<String, Long> counts = new HashMap<>();
        places.counts().forEach((place, count) -> {
            switch (Ownership.standing(place.home(), Set.copyOf(place.volumeKeys()), facts)) {
                case Standing.AtHome(var home) -> counts.merge(home, count, Long::sum);
                case Standing.Lost(var home, var _, var _) -> counts.merge(home, count, Long::sum);
                case Standing.Spread(var _, var owners) ->
                    places.spread(place, owners).forEach((owner, own) -> counts.merge(owner, own, Long::sum));
            }
        });
        return counts;
    }

    /**
     * From now on the node takes only work that no other can do. Its row says so, which every node reads within a second; each
     * job then stops its step there and goes on elsewhere with what is already copied.
     */
    public CompletionStage<Outcome<Drained>> drain(String name, String by, boolean dryRun) {
        return desk.read(() -> {
                    ClusterFacts facts = desk.nodes().facts();
                    return dryRun
                            ? NodeRules.drain(name, drained(), facts)
                            : nodes.drain(name, by, drained -> NodeRules.drain(name, drained, facts));
                })
                .thenCompose(outcome -> orRefused(outcome, () -> outcomeOf(name)));
    }

    private Set<String> drained() {
        return Set.copyOf(nodes.list().stream()
                .filter(KnownNode::isDrained)
                .map(KnownNode::name)
                .toList());
    }

    private Drained outcomeOf(String name) {
        ClusterFacts facts = desk.nodes().facts();
        List<JobRow> handedOver = new ArrayList<>();
        List<Bound> stay = new ArrayList<>();
        for (JobRow row : desk.views().jobsAt(name, JOBS_TOLD_MAX)) {
            if (row.job() instanceof Job.Active active) {
                Optional<String> why = why(name, JobRules.volumesOf(active), facts);
                why.ifPresentOrElse(reason -> stay.add(new Bound(row, reason)), () -> handedOver.add(row));
            }
        }
        return new Drained(standing(name).orElseThrow(), handedOver, stay, places.residents(name, NodeRules.NAMED_MAX));
    }

    private static Optional<String> why(String name, Set<String> volumeKeys, ClusterFacts facts) {
        boolean canMove = facts.having(volumeKeys, false).stream().anyMatch(other -> !other.equals(name));
        return canMove ? Optional.empty() : Optional.of("no other node has " + String.join(" and ", volumeKeys));
    }

    public CompletionStage<Outcome<NodeStanding>> resume(String name) {
        return desk.read(() -> {
            nodes.resume(name);
            return standing(name).orElseThrow();
        });
    }

    /** Forgets a node that is not there. Should it be a member that does not answer, the cluster gives it up too. */
    public CompletionStage<Outcome<NodeStanding>> remove(String name, boolean dryRun) {
        return desk.read(() -> {
                    Presence presence = desk.nodes().facts().presence(name);
                    return NodeRules.remove(name, presence, places.residents(name, NodeRules.NAMED_MAX));
                })
                .thenCompose(outcome -> orRefused(outcome, () -> {
                    NodeStanding last = standing(name).orElseThrow();
                    if (!dryRun) {
                        nodes.remove(name);
                        giveUp(last.fact());
                    }
                    return last;
                }));
    }

    private void giveUp(NodeFact fact) {
        if (fact.presence() == Presence.UNREACHABLE) {
            Cluster.get(desk.system())
                    .manager()
                    .tell(new Down(AddressFromURIString.parse(
                            "pekko://" + fact.endpoint().address())));
        }
    }

    private <T> CompletionStage<Outcome<T>> orRefused(Outcome<Optional<Refusal>> decided, Supplier<T> next) {
        return switch (decided) {
            case Outcome.Refused<Optional<Refusal>>(var refusal) -> Desk.now(Outcome.refused(refusal));
            case Outcome.Ok<Optional<Refusal>>(var refusal)
            when refusal.isPresent() -> Desk.now(Outcome.refused(refusal.get()));
            case Outcome.Ok<Optional<Refusal>> _ -> desk.read(next);
        };
    }
}
