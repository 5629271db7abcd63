package dev.ferry.storage;

import dev.ferry.model.ReturnCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Checks an export on the disk against its manifest, at any time: what is missing, short, altered, or a link. */
public final class VerifyExport {
    private static final int MAX_FILES = 100_000;

    private final ReadBack readBack;

    /**
     * What was found. Extra files are no damage, only told. The manifest is empty when it cannot be used; it is then the
     * one damage.
     */
    public record Report(Optional<Manifest> manifest, List<Damage> damages, List<String> extraFiles) {
        public Report {
            damages = List.copyOf(damages);
            extraFiles = List.copyOf(extraFiles);
        }

        public boolean isSound() {
            return damages.isEmpty();
        }
    }

    public VerifyExport(Executor hashers) {
        this.readBack = new ReadBack(hashers);
    }

    /** Verifies the export in a folder. Throws only when it cannot be told: offline, denied, in use. */
    public Report verify(Volume volume, String folder, CopyControl control)
            throws StorageException, CopyInterruptedException {
        Manifest manifest;
        try {
            manifest = ManifestFile.read(volume, folder);
        } catch (StorageException e) {
            Damage damage =
                    Damage.ofFile(ManifestFile.NAME, damageOrThrow(e).refusal().message());
            return new Report(Optional.empty(), List.of(damage), List.of());
        }
        List<Damage> damages = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            if (damages.size() < ReadBack.MAX_DAMAGES) {
                damages.addAll(verify(volume, folder, entry, control));
            }
        }
        int told = Math.min(damages.size(), ReadBack.MAX_DAMAGES);
        return new Report(Optional.of(manifest), damages.subList(0, told), extra(volume, folder, manifest));
    }

    private List<Damage> verify(Volume volume, String folder, Manifest.Entry entry, CopyControl control)
            throws StorageException, CopyInterruptedException {
        Optional<FileFacts> facts = volume.stat(Names.join(folder, entry.path()));
        if (facts.isEmpty()) {
            return List.of(Damage.ofFile(entry.path(), entry.path() + ": is missing"));
        }
        String kind =
                switch (facts.get().kind()) {
                    case REGULAR -> "";
                    case LINK -> "a link";
                    case DIRECTORY -> "a folder";
                    case OTHER -> "a device or pipe";
                };
        if (!kind.isEmpty()) {
            return List.of(Damage.ofFile(entry.path(), entry.path() + ": is " + kind + " instead of a file"));
        }
        ChunkTree tree;
        try {
            tree = TreeFile.read(volume, Names.join(folder, entry.tree()), entry.sizeBytes());
        } catch (StorageException e) {
            return List.of(
                    Damage.ofFile(entry.tree(), damageOrThrow(e).refusal().message()));
        }
        if (!tree.root().equals(entry.root())) {
            return List.of(Damage.ofFile(entry.tree(), entry.tree() + ": its hashes are not those of the manifest"));
        }
        return contents(volume, folder, entry, tree, control);
    }

    private List<Damage> contents(
            Volume volume, String folder, Manifest.Entry entry, ChunkTree tree, CopyControl control)
            throws StorageException, CopyInterruptedException {
        try {
            String rel = Names.join(folder, entry.path());
            return readBack.verify(volume, rel, tree, control).damages().stream()
                    .map(damage -> new Damage(
                            entry.path(),
                            damage.chunk(),
                            damage.offset(),
                            damage.message().replace(rel, entry.path())))
                    .toList();
        } catch (StorageException e) {
            return List.of(
                    Damage.ofFile(entry.path(), damageOrThrow(e).refusal().message()));
        }
    }

    /** A disk that cannot read a file, or a path that leads elsewhere, is damage; all else is not known to be. */
    private static StorageException damageOrThrow(StorageException e) throws StorageException {
        ReturnCode code = e.refusal().code();
        if (e.passing() || (code != ReturnCode.FAILED && code != ReturnCode.INVALID_PARAMETER)) {
            throw e;
        }
        return e;
    }

    private static List<String> extra(Volume volume, String folder, Manifest manifest) throws StorageException {
        Set<String> known = new HashSet<>();
        known.add(ManifestFile.NAME);
        for (Manifest.Entry entry : manifest.files()) {
            known.add(entry.path());
            known.add(entry.tree());
        }
        return Inventory.survey(volume, folder, Inventory.Rules.lenient(MAX_FILES)).stream()
                .map(Inventory.Found::path)
                .filter(path -> !known.contains(path))
                .limit(ReadBack.MAX_DAMAGES)
                .toList();
    }
}
