package dev.ferry.actor.hands;

import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.Posix;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeSettings;
import dev.ferry.storage.VolumeStatus;
import dev.ferry.storage.VolumeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The volumes that this node was told to have, as they are now. One that was offline is looked for again. */
public final class NodeVolumes {
    private final List<VolumeSettings> settings;
    private final String clusterId;
    private final Ownership ownership;
    private volatile VolumeTable table;

    public NodeVolumes(List<VolumeSettings> settings, String clusterId, Ownership ownership) {
        this(settings, clusterId, ownership, Posix.linux());
    }

    /** {@code posix} is what the volumes lie on. */
    public NodeVolumes(List<VolumeSettings> settings, String clusterId, Ownership ownership, Posix posix) {
        this.settings = List.copyOf(settings);
        this.clusterId = clusterId;
        this.ownership = ownership;
        this.table = new VolumeTable(
                settings.stream().map(s -> Volume.open(s, clusterId, posix)).toList());
    }

    public VolumeTable table() {
        return table;
    }

    public Ownership ownership() {
        return ownership;
    }

    /** The keys of the volumes that are online, or at least readable; those that were not are looked at again. */
    public Set<String> usable() {
        Set<String> keys = new TreeSet<>();
        for (Volume volume : table.volumes()) {
            if (isHere(volume)) {
                keys.add(volume.at("").volumeKey());
            }
        }
        return keys;
    }

    private static boolean isHere(Volume volume) {
        try {
            volume.require();
            return true;
        } catch (StorageException _) {
            return false;
        }
    }

    /** Writes the marker into a folder that the configuration names as a volume. */
    synchronized Volume initialise(String name) throws StorageException {
        VolumeSettings wanted = settings.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> StorageException.invalid(
                        "no volume is called '" + name + "' in the configuration",
                        "add it to ferry.volumes in the node's configuration first"));
        Volume made = Volume.initialise(wanted, clusterId);
        List<Volume> all = new ArrayList<>();
        table.volumes().forEach(volume -> all.add(volume.name().equals(name) ? made : volume));
        table = new VolumeTable(all);
        return made;
    }

    /** The volume of a place, looked at anew: for a step that reads. */
    Volume readable(VolumePath place) throws StorageException {
        Volume volume = table.require(place);
        volume.require();
        return volume;
    }

    /** The same for a step that writes. */
    Volume writable(VolumePath place) throws StorageException {
        Volume volume = table.require(place);
        volume.requireWritable();
        return volume;
    }

    static String word(VolumeStatus status) {
        return switch (status) {
            case VolumeStatus.Online _ -> "Online";
            case VolumeStatus.ReadOnly _ -> "ReadOnly";
            case VolumeStatus.Offline _ -> "Offline";
        };
    }

    static String reason(VolumeStatus status) {
        return switch (status) {
            case VolumeStatus.Online _ -> "";
            case VolumeStatus.ReadOnly(var reason) -> reason;
            case VolumeStatus.Offline(var reason) -> reason;
        };
    }

    /** The job's staging folder on the volume of a place. */
    Staging staging(VolumePath place, String job) throws StorageException {
        return new Staging(writable(place), job);
    }
}
