package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.volume.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the nodes that are there have: volumes with what is promised on them, and networks. */
public final class ClusterService {
    private final Desk desk;

    public ClusterService(Desk desk) {
        this.desk = desk;
    }

    /** A volume as its node sees it, and what jobs and systems were promised on it. */
    public record VolumeStanding(Chore.VolumeEntry entry, Volume promises) {}

    /** Why this node takes no orders now, if it takes none. */
    public Optional<Refusal> refusal() {
        return desk.freshness().refusal();
    }

    private List<StorageNodes.Member> nodes() {
        return desk.nodes().members();
    }

    /** Each network with the nodes that have it. */
    public Map<String, List<String>> networks() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (StorageNodes.Member member : nodes()) {
            member.networks().forEach(name -> all.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(member.node()));
        }
        return all;
    }

    /** A shared volume is told once, by the first node that has it. */
    public CompletionStage<Outcome<List<VolumeStanding>>> volumes() {
        CompletionStage<Outcome<Map<String, Chore.VolumeEntry>>> entries = Desk.now(Outcome.ok(Map.of()));
        for (StorageNodes.Member member : nodes()) {
            entries = Desk.then(
                    entries, known -> desk.chore(member.node(), new Chore.DescribeVolumes(), Chore.Volumes.class)
                            .thenApply(outcome -> outcome.map(told -> joined(known, told))));
        }
        return Desk.then(entries, all -> standings(List.copyOf(all.values())));
    }

    private static Map<String, Chore.VolumeEntry> joined(Map<String, Chore.VolumeEntry> known, Chore.Volumes told) {
        Map<String, Chore.VolumeEntry> all = new LinkedHashMap<>(known);
        told.volumes().forEach(entry -> all.putIfAbsent(entry.volumeKey(), entry));
        return all;
    }

    private CompletionStage<Outcome<List<VolumeStanding>>> standings(List<Chore.VolumeEntry> entries) {
        List<CompletableFuture<Outcome<VolumeStanding>>> all = entries.stream()
                .map(entry -> desk.promises(entry.volumeKey())
                        .thenApply(outcome -> outcome.map(promises -> new VolumeStanding(entry, promises)))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(_ -> {
            List<VolumeStanding> standings = new ArrayList<>();
            for (CompletableFuture<Outcome<VolumeStanding>> one : all) {
                switch (one.join()) {
                    case Outcome.Ok<VolumeStanding>(var standing) -> standings.add(standing);
                    case Outcome.Refused<VolumeStanding>(var refusal) -> {
                        return Outcome.refused(refusal);
                    }
                }
            }
            return Outcome.ok(standings);
        });
    }

    /** Writes the marker into a folder that this node's configuration names. */
    public CompletionStage<Outcome<VolumeStanding>> initVolume(
            String path, String name, boolean shared, List<String> aliases) {
        return desk.chore("", new Chore.InitVolume(path, name, shared, aliases), Chore.Volumes.class)
                .thenApply(outcome ->
                        outcome.map(told -> new VolumeStanding(told.volumes().getFirst(), Volume.EMPTY)));
    }
}
