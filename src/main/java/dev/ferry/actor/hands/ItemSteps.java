package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.format.vhdx.VhdxParameters;
import dev.ferry.format.vhdx.VhdxWriter;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.ChunkTree;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.CopyRequest;
import dev.ferry.storage.CopyResult;
import dev.ferry.storage.CopySource;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Manifest;
import dev.ferry.storage.ManifestFile;
import dev.ferry.storage.Publisher;
import dev.ferry.storage.ReadBack;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StagedName;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.TreeFile;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a job's files in staging, each with the hashes of its chunks beside it. */
final class ItemSteps {
    private final NodeVolumes volumes;
    private final Sources sources;
    private final Definitions definitions;
    private final SparseCopy copier;
    private final ReadBack readBack;

    ItemSteps(NodeVolumes volumes, Sources sources, Definitions definitions, CopyThreads threads) {
        this.volumes = volumes;
        this.sources = sources;
        this.definitions = definitions;
        this.copier = new SparseCopy(threads);
        this.readBack = new ReadBack(threads.hashers());
    }

    StepFacts make(StorageNode.Task task, Action.MakeItem make, StepControl control)
            throws StorageException, CopyInterruptedException {
        Staging staging = volumes.staging(make.item().target(), task.job().value());
        StagedName name = staging.file(make.index(), task.attempt().epoch());
        return switch (make.item()) {
            case Item.CopyOf copy -> copy(copy, make.manifestFolder(), staging, name, control);
            case Item.NewDisk(var _, var sizeBytes) -> createDisk(sizeBytes, staging, name);
            case Item.Definition definition -> {
                Rebase rebase = Rebase.of(task, make.root());
                write(staging, name, definitions.render(definition, rebase::of, sources::small));
                yield StepFacts.NONE;
            }
        };
    }

    private StepFacts copy(
            Item.CopyOf copy, VolumePath manifestFolder, Staging staging, StagedName name, StepControl control)
            throws StorageException, CopyInterruptedException {
        VolumePath place = copy.source().path();
        Optional<ChunkTree> expected = manifestFolder == null ? Optional.empty() : vouchedFor(manifestFolder, place);
        try (CopySource file = sources.open(place)) {
            CopyRequest request = new CopyRequest(file, copy.source().stamp(), name, expected, volumes.ownership());
            CopyResult result = copier.copy(request, control);
            TreeFile.write(staging.volume(), name.treePath(), result.tree(), volumes.ownership());
            long written = result.bytesWritten() + result.adoptedBytes() + result.rewrittenBytes();
            return StepFacts.written(written, result.salvagedBytes());
        }
    }

    /** What the manifest of the export says that the file must be; empty for a file that it does not list. */
    private Optional<ChunkTree> vouchedFor(VolumePath folder, VolumePath place) throws StorageException {
        if (!place.isBelow(folder)) {
            return Optional.empty();
        }
        Volume volume = volumes.readable(folder);
        String relative = place.path()
                .substring(folder.path().isEmpty() ? 0 : folder.path().length() + 1);
        Optional<Manifest.Entry> entry = ManifestFile.read(volume, folder.path()).files().stream()
                .filter(file -> file.path().equals(relative))
                .findFirst();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        ChunkTree tree = TreeFile.read(
                volume, folder.child(entry.get().tree()).path(), entry.get().sizeBytes());
        if (!tree.root().equals(entry.get().root())) {
            throw StorageException.failed(
                    folder.child(entry.get().tree()) + " does not agree with the manifest",
                    "use another copy of the export");
        }
        return Optional.of(tree);
    }

    private StepFacts createDisk(long sizeBytes, Staging staging, StagedName name) throws StorageException {
        Volume volume = staging.volume();
        if (volume.stat(name.path()).isPresent()) {
            volume.remove(name.path());
        }
        try (VolumeFile file = volume.createNew(name.path(), volumes.ownership().fileMode())) {
            try (FileChannel channel = file.channel(StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                VhdxWriter.writeEmpty(channel, VhdxParameters.of(sizeBytes), volume::randomId);
            } catch (IOException e) {
                throw StorageException.failed(
                        "a new disk could not be written: " + e.getMessage(), "look at the volume");
            }
            file.own(volumes.ownership());
            file.sync();
        }
        hash(staging, name);
        return StepFacts.NONE;
    }

    private void write(Staging staging, StagedName name, byte[] bytes) throws StorageException {
        staging.volume().writeDurably(name.path(), bytes, volumes.ownership().fileMode());
        new Publisher(staging, volumes.ownership(), name.epoch()).prepare(name.path());
        hash(staging, name);
    }

    private void hash(Staging staging, StagedName name) throws StorageException {
        ChunkTree tree = readBack.hash(staging.volume(), name.path());
        TreeFile.write(staging.volume(), name.treePath(), tree, volumes.ownership());
    }

    StepFacts writeManifest(StorageNode.Task task, Action.WriteManifest action) throws StorageException {
        Staging staging = volumes.staging(action.root(), task.job().value());
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int i = 0; i < action.files().size(); i++) {
            entries.add(entry(staging, i, action.files().get(i), action.root()));
        }
        Manifest manifest = new Manifest(
                new Manifest.SystemName(task.system().value(), task.systemName()),
                task.job().value(),
                Instant.parse(action.createdAt()),
                action.notes(),
                action.files().stream().allMatch(file -> file.path().endsWith(".xml")),
                entries,
                List.of());
        String path = staging.file(action.index(), task.attempt().epoch()).path();
        ManifestFile.write(staging.volume(), path, manifest, volumes.ownership());
        return StepFacts.NONE;
    }

    private static Manifest.Entry entry(Staging staging, int index, VolumePath target, VolumePath root)
            throws StorageException {
        FileFacts facts = staged(staging, index, target);
        ChunkTree tree = TreeFile.read(staging.volume(), tree(staging, index), facts.sizeBytes());
        String relative =
                target.path().substring(root.path().isEmpty() ? 0 : root.path().length() + 1);
        return new Manifest.Entry(
                relative, facts.sizeBytes(), facts.allocatedBytes(), tree.root(), ManifestFile.treePath(index));
    }

    static FileFacts staged(Staging staging, int index, VolumePath target) throws StorageException {
        return staging.volume().stat(path(staging, index)).orElseThrow(() -> gone(target));
    }

    /** The newest try's file; one that was published already has the name of no try. */
    static String path(Staging staging, int index) throws StorageException {
        StagedName name = staging.file(index, 0);
        return name.pathOf(name.newestEpoch().orElse(0));
    }

    /** The newest try's hashes; {@code <n>.tree} is what jobs that began with an older build have. */
    static String tree(Staging staging, int index) throws StorageException {
        OptionalLong newest = staging.file(index, 0).newestTree();
        return newest.isPresent() ? staging.file(index, newest.getAsLong()).treePath() : staging.path(index + ".tree");
    }

    static StorageException gone(VolumePath target) {
        return StorageException.failed(
                "what was staged for " + target + " is not there any more",
                "see what removes files in .ferry on that volume, then start again");
    }
}
