package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.ManifestFile;
import dev.ferry.storage.Publisher;
import dev.ferry.storage.Publisher.Move;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives verified files their names, and takes them back. The manifest, which makes an export complete, comes last. */
final class PublishSteps {
    private final NodeVolumes volumes;

    PublishSteps(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    void publish(StorageNode.Task task, Action.Publish publish) throws StorageException {
        Moves moves = moves(task, publish.root(), publish.targets(), publish.manifestLast());
        if (publish.manifestLast()) {
            requireFree(moves, task);
        }
        for (Map.Entry<String, List<Move>> volume : moves.byVolume().entrySet()) {
            Optional<Move> manifest =
                    volume.getKey().equals(moves.root().volumeKey()) ? moves.manifest() : Optional.empty();
            publisher(moves, volume.getKey(), task).publish(volume.getValue(), manifest);
        }
    }

    StepFacts unpublish(StorageNode.Task task, Action.Unpublish unpublish) throws StorageException {
        if (stamps(task).isEmpty()) {
            return StepFacts.NONE;
        }
        Moves moves = moves(task, unpublish.root(), unpublish.targets(), unpublish.manifestLast());
        for (Map.Entry<String, List<Move>> volume : moves.byVolume().entrySet()) {
            Optional<Move> manifest =
                    volume.getKey().equals(moves.root().volumeKey()) ? moves.manifest() : Optional.empty();
            publisher(moves, volume.getKey(), task).undo(volume.getValue(), manifest);
        }
        return StepFacts.NONE;
    }

    private record Moves(
            VolumePath root,
            Map<String, List<Move>> byVolume,
            Map<String, Staging> stagings,
            Optional<Move> manifest) {}

    private Publisher publisher(Moves moves, String volumeKey, StorageNode.Task task) {
        return new Publisher(
                moves.stagings().get(volumeKey),
                volumes.ownership(),
                task.attempt().epoch());
    }

    private Moves moves(StorageNode.Task task, VolumePath planned, List<VolumePath> targets, boolean hasManifest)
            throws StorageException {
        Rebase rebase = Rebase.of(task, planned);
        List<FileStamp> stamps = stamps(task);
        int files = targets.size() - (hasManifest ? 1 : 0);
        Map<String, List<Move>> byVolume = new TreeMap<>();
        Map<String, Staging> stagings = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            VolumePath target = rebase.of(targets.get(i));
            Staging staging = staging(stagings, target, task);
            List<Move> moves = byVolume.computeIfAbsent(target.volumeKey(), _ -> new ArrayList<>());
            moves.add(new Move(ItemSteps.path(staging, i), target.path(), stamps.get(i)));
            if (hasManifest) {
                String side = rebase.root().child(ManifestFile.treePath(i)).path();
                moves.add(new Move(ItemSteps.tree(staging, i), side, stamps.get(targets.size() + i)));
            }
        }
        Optional<Move> manifest = Optional.empty();
        if (hasManifest) {
            VolumePath target = rebase.of(targets.getLast());
            Staging staging = staging(stagings, target, task);
            byVolume.computeIfAbsent(target.volumeKey(), _ -> new ArrayList<>());
            manifest = Optional.of(new Move(ItemSteps.path(staging, files), target.path(), stamps.get(files)));
        }
        return new Moves(rebase.root(), byVolume, stagings, manifest);
    }

    private Staging staging(Map<String, Staging> stagings, VolumePath target, StorageNode.Task task)
            throws StorageException {
        Staging known = stagings.get(target.volumeKey());
        if (known == null) {
            known = volumes.staging(target, task.job().value());
            stagings.put(target.volumeKey(), known);
        }
        return known;
    }

    private static List<FileStamp> stamps(StorageNode.Task task) {
        return task.facts().stream()
                .map(StepFacts::stamps)
                .filter(stamps -> !stamps.isEmpty())
                .reduce((_, last) -> last)
                .orElse(List.of());
    }

    /** An export never goes into a folder that has something in it already, unless an earlier try put it there. */
    private void requireFree(Moves moves, StorageNode.Task task) throws StorageException {
        Volume volume = volumes.writable(moves.root());
        boolean begun = publisher(moves, moves.root().volumeKey(), task).hasBegun();
        for (List<Move> all : moves.byVolume().values()) {
            for (Move move : all) {
                begun = begun || volume.stat(move.targetPath()).isPresent();
            }
        }
        boolean there = volume.stat(moves.root().path()).isPresent();
        if (!begun && there && !volume.list(moves.root().path(), 1_000).isEmpty()) {
            throw StorageException.invalid(
                    moves.root() + " is occupied: something was put there since the export began",
                    "choose another directory, or remove what is there");
        }
    }
}
