package dev.ferry.actor.hands;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.format.config.ConfigXmlWriter;
import dev.ferry.format.definition.DefinitionReader;
import dev.ferry.format.definition.DefinitionSource;
import dev.ferry.format.definition.DefinitionWriter;
import dev.ferry.format.definition.SavedFiles;
import dev.ferry.format.definition.SnapshotLink;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VersionedFile;
import dev.ferry.storage.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Definition files on volumes: read as what they say, written as what is true, with everything unknown kept. */
public final class Definitions {
    private static final String VERSION = "5.0";

    private final NodeVolumes volumes;

    public Definitions(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    ImportedDefinition read(VolumePath file) throws StorageException {
        try {
            return DefinitionReader.read(file.toString(), tree(file));
        } catch (FormatException e) {
            throw refused(e);
        }
    }

    /** The snapshots that a system's own definition names. */
    List<SnapshotLink> snapshotsOf(VolumePath file) throws StorageException {
        try {
            return DefinitionReader.snapshots(file.toString(), tree(file));
        } catch (FormatException e) {
            throw refused(e);
        }
    }

    /** Reads a whole file of at most so many bytes; empty when there is none. */
    @FunctionalInterface
    interface SmallFiles {
        Optional<byte[]> read(VolumePath place, int maxBytes) throws StorageException;
    }

    /** {@code moved} tells where a planned place really is; {@code files} reads the template, wherever that is. */
    byte[] render(Item.Definition item, UnaryOperator<VolumePath> moved, SmallFiles files) throws StorageException {
        VolumePath runtime = moved.apply(item.target()).parent();
        String owner = item.snapshot() == null
                ? item.system().value()
                : item.snapshot().id();
        Optional<SavedFiles> saved = item.saved()
                ? Optional.of(new SavedFiles(
                        text(runtime.child(owner + "/" + owner + ".bin")),
                        text(runtime.child(owner + "/" + owner + ".vsv"))))
                : Optional.empty();
        DefinitionSource source = new DefinitionSource(
                item.system(),
                Optional.ofNullable(item.snapshot()).map(Definitions::part),
                item.settings(),
                VERSION,
                saved,
                item.snapshots().stream().map(Definitions::link).toList());
        try {
            Optional<ConfigTree> template =
                    item.template() == null ? Optional.empty() : template(item.template(), files);
            return ConfigXmlWriter.write(
                    item.target().toString(),
                    DefinitionWriter.write(template, source, place -> text(moved.apply(place))));
        } catch (FormatException e) {
            throw refused(e);
        }
    }

    /** Sees to it that a system's definition files say what is true. A file that does already is not touched. */
    void keep(Realized system, long version) throws StorageException {
        for (Snapshot snapshot : system.snapshots()) {
            keep(
                    new Item.Definition(
                            snapshot.definition(),
                            snapshot.definition(),
                            system.id(),
                            of(snapshot),
                            snapshot.settings(),
                            snapshot.saved(),
                            List.of()),
                    snapshot.id().value(),
                    version);
        }
        keep(
                new Item.Definition(
                        system.placement().definition(),
                        system.placement().definition(),
                        system.id(),
                        null,
                        system.settings(),
                        system.state() == SystemState.SAVED,
                        system.snapshots().stream().map(Definitions::of).toList()),
                system.id().value(),
                version);
    }

    private void keep(Item.Definition item, String key, long version) throws StorageException {
        VolumePath file = item.target();
        Volume volume = volumes.writable(file);
        boolean exists = volume.stat(file.path()).isPresent();
        byte[] wanted = render(item, UnaryOperator.identity(), this::local);
        if (!exists || !Arrays.equals(wanted, volume.readSmall(file.path(), ConfigXmlReader.MAX_BYTES))) {
            // Its folder is not made: one that is gone went with the system, and this comes too late.
            VersionedFile kept = new VersionedFile(volume, key);
            if (!kept.write(file.path(), wanted, version, volumes.ownership().fileMode())) {
                throw StorageException.inUse(
                        "a newer definition of '" + item.settings().name() + "' than this one was written",
                        "nothing is to be done: the newer one counts");
            }
        }
    }

    private static Optional<ConfigTree> template(VolumePath file, SmallFiles files)
            throws StorageException, FormatException {
        Optional<byte[]> bytes = files.read(file, ConfigXmlReader.MAX_BYTES);
        return bytes.isPresent() ? Optional.of(ConfigXmlReader.read(file.toString(), bytes.get())) : Optional.empty();
    }

    private ConfigTree tree(VolumePath file) throws StorageException, FormatException {
        byte[] bytes = volumes.readable(file).readSmall(file.path(), ConfigXmlReader.MAX_BYTES);
        return ConfigXmlReader.read(file.toString(), bytes);
    }

    private Optional<byte[]> local(VolumePath file, int maxBytes) throws StorageException {
        Volume volume = volumes.readable(file);
        return volume.stat(file.path()).isPresent()
                ? Optional.of(volume.readSmall(file.path(), maxBytes))
                : Optional.empty();
    }

    private String text(VolumePath place) {
        return volumes.table().windowsText(place);
    }

    private static SnapshotOf of(Snapshot snapshot) {
        return new SnapshotOf(
                snapshot.id().value(),
                snapshot.parent() == null ? "" : snapshot.parent().value(),
                snapshot.createdAt());
    }

    private static DefinitionSource.SnapshotPart part(SnapshotOf of) {
        return new DefinitionSource.SnapshotPart(new SnapshotId(of.id()), parent(of), of.createdAt());
    }

    private static SnapshotLink link(SnapshotOf of) {
        return new SnapshotLink(new SnapshotId(of.id()), parent(of));
    }

    private static Optional<SnapshotId> parent(SnapshotOf of) {
        return of.parentId().isEmpty() ? Optional.empty() : Optional.of(new SnapshotId(of.parentId()));
    }

    private static StorageException refused(FormatException e) {
        return StorageException.of(
                e.refusal().code(), e.refusal().message(), e.refusal().remedy());
    }
}
