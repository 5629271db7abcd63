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
        String key = MADE + settings.node().name();
        if (meta.get(key).isPresent()) {
            return;
        }
        for (Settings.Volume volume : settings.volumes()) {
            if (volume.path().startsWith(settings.node().data())) {
                try {
                    Volume.initialise(settings(volume, settings), clusterId);
                } catch (StorageException e) {
                    throw new Settings.Invalid(
                            e.refusal().message() + " " + e.refusal().remedy(), e);
                }
            }
        }
        meta.putIfAbsent(key, "yes");
    }
}
