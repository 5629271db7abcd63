package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.ChunkTree;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.Damage;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Manifest;
import dev.ferry.storage.ManifestFile;
import dev.ferry.storage.ReadBack;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.TreeFile;
import dev.ferry.storage.VerifyExport;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Reads back what was written: before it is published, and at any later time. */
final class VerifySteps {
    private static final int TOLD_MAX = 20;

    private final NodeVolumes volumes;
    private final ReadBack readBack;
    private final VerifyExport verifyExport;

    VerifySteps(NodeVolumes volumes, Executor hashers) {
        this.volumes = volumes;
        this.readBack = new ReadBack(hashers);
        this.verifyExport = new VerifyExport(hashers);
    }

    /** The stamps are in the order of the targets; those of the side files follow when there is a manifest. */
    StepFacts staged(StorageNode.Task task, List<Integer> indexes, List<VolumePath> targets, StepControl control)
            throws StorageException, CopyInterruptedException {
        List<FileStamp> stamps = new ArrayList<>();
        List<FileStamp> trees = new ArrayList<>();
        List<String> roots = new ArrayList<>();
        Optional<Manifest> manifest = Optional.empty();
        for (int index : indexes) {
            VolumePath target = targets.get(index);
            Staging staging = volumes.staging(target, task.job().value());
            FileFacts facts = ItemSteps.staged(staging, index, target);
            if (target.fileName().equals(ManifestFile.NAME)) {
                manifest = Optional.of(ManifestFile.readFile(staging.volume(), ItemSteps.path(staging, index)));
                stamps.add(facts.stamp());
                continue;
            }
            String side = ItemSteps.tree(staging, index);
            ChunkTree tree = TreeFile.read(staging.volume(), side, facts.sizeBytes());
            stamps.add(readBack(staging, ItemSteps.path(staging, index), tree, target, control));
            trees.add(staging.volume()
                    .stat(side)
                    .orElseThrow(() -> ItemSteps.gone(target))
                    .stamp());
            roots.add(tree.root());
        }
        if (manifest.isPresent()) {
            requireAgreement(manifest.get(), roots);
            stamps.addAll(trees);
        }
        return new StepFacts(0, stamps, null, List.of());
    }

    private FileStamp readBack(Staging staging, String path, ChunkTree tree, VolumePath target, StepControl control)
            throws StorageException, CopyInterruptedException {
        ReadBack.Verified verified = readBack.verify(staging.volume(), path, tree, control);
        if (!verified.isSound()) {
            Damage damage = verified.damages().getFirst();
            String where =
                    damage.chunk() < 0 ? "" : ", chunk " + damage.chunk() + " (at offset " + damage.offset() + ")";
            throw StorageException.failed(
                    "what was written for " + target + " does not read back as it was copied" + where,
                    "see what else writes on that volume, or whether its disk is failing; then start again");
        }
        return verified.stamp();
    }

    private static void requireAgreement(Manifest manifest, List<String> roots) throws StorageException {
        List<String> told = manifest.files().stream().map(Manifest.Entry::root).toList();
        if (!told.equals(roots)) {
            throw StorageException.failed(
                    "the staged manifest does not agree with the staged hashes",
                    "see what else writes on that volume; then start again");
        }
    }

    StepFacts folder(VolumePath folder, boolean all, StepControl control)
            throws StorageException, CopyInterruptedException {
        Volume volume = volumes.readable(folder);
        VerifyExport.Report report = verifyExport.verify(volume, folder.path(), control);
        if (!report.isSound()) {
            List<Damage> damages = report.damages();
            String told = damages.stream()
                    .limit(all ? TOLD_MAX : 1)
                    .map(Damage::message)
                    .collect(Collectors.joining("; "));
            int more = damages.size() - Math.min(damages.size(), all ? TOLD_MAX : 1);
            throw StorageException.failed(
                    "the export in " + folder + " is damaged: " + told + (more > 0 ? "; and " + more + " more" : ""),
                    "use another copy of the export");
        }
        List<String> warnings = report.extraFiles().isEmpty()
                ? List.of()
                : List.of("not in the manifest: "
                        + report.extraFiles().stream().limit(TOLD_MAX).collect(Collectors.joining(", ")));
        return new StepFacts(0, List.of(), null, warnings);
    }
}
