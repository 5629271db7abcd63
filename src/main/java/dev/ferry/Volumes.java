package dev.ferry;

import dev.ferry.storage.Ownership;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeSettings;
import dev.ferry.view.Meta;
import java.util.List;

/** From settings to what storage needs; and the one volume that Ferry makes by itself. */
final class Volumes {
    private static final String MADE = "default-volume-made-by-";

    private Volumes() {}

    static List<VolumeSettings> settings(Settings settings) {
        return settings.volumes().stream().map(v -> settings(v, settings)).toList();
    }

    private static VolumeSettings settings(Settings.Volume volume, Settings settings) {
        return new VolumeSettings(
                volume.name(),
                volume.shared() ? "" : settings.node().name(),
                volume.shared(),
                !volume.shared() || volume.clusterLocks(),
                volume.path(),
                volume.aliases());
    }

    static Ownership ownership(Settings settings) {
        Settings.Owner owner = settings.owner();
        return new Ownership(
                owner.fileMode(), owner.folderMode(), OwnerIds.user(owner.user()), OwnerIds.group(owner.group()));
    }

    /** Volumes in the data folder are made at the first start, once: one that has no marker later is offline, not new. */
    static void makeDefault(Settings settings, String clusterId, Meta meta) {
        makeOnce(
                settings.node().name(),
                settings.volumes().stream()
                        .filter(volume ->
                                volume.path().startsWith(settings.node().data()))
                        .map(volume -> settings(volume, settings))
                        .toList(),
                clusterId,
                meta);
    }

    /** The same for whoever else makes volumes at a first start. */
    static void makeOnce(String maker, List<VolumeSettings> volumes, String clusterId, Meta meta) {
        if (meta.get(MADE + maker).isPresent()) {
            return;
        }
        for (VolumeSettings volume : volumes) {
            try {
                Volume.initialise(volume, clusterId);
            } catch (StorageException e) {
                throw new Settings.Invalid(
                        e.refusal().message() + " " + e.refusal().remedy(), e);
            }
        }
        meta.putIfAbsent(MADE + maker, "yes");
    }
}
