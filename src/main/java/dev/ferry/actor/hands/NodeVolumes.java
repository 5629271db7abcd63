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
import dev.ferry.storage.WriteLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** The volumes that this node was told to have, as they are now. One that was offline is looked for again. */
public final class NodeVolumes {
    private final List<VolumeSettings> settings;
    private final String clusterId;
    private final Ownership ownership;
    private final WriteLease lease;
    private final AtomicReference<VolumeTable> table;

    public NodeVolumes(List<VolumeSettings> settings, String clusterId, Ownership ownership) {
        this(settings, clusterId, ownership, Posix.linux());
    }

    /** {@code posix} is what the volumes lie on. */
    public NodeVolumes(List<VolumeSettings> settings, String clusterId, Ownership ownership, Posix posix) {
        this.settings = List.copyOf(settings);
        this.clusterId = clusterId;
        this.ownership = ownership;
        this.lease = WriteLease.READ_ONLY;
        this.table = new AtomicReference<>(new VolumeTable(
                settings.stream().map(s -> Volume.open(s, clusterId, posix)).toList()));
    }

    private NodeVolumes(NodeVolumes same, WriteLease lease) {
        this.settings = same.settings;
        this.clusterId = same.clusterId;
        this.ownership = same.ownership;
        this.table = same.table;
        this.lease = lease;
    }

    /** The same volumes, for work that a lease covers; without one, they can only be looked at. */
    public NodeVolumes under(WriteLease covering) {
        return new NodeVolumes(this, covering);
    }

    WriteLease lease() {
        return lease;
    }

    public VolumeTable table() {
        return table.get();
    }

    public Ownership ownership() {
        return ownership;
    }

    /** The keys of the volumes that are online, or at least readable; those that were not are looked at again. */
    public Set<String> usable() {
        Set<String> keys = new TreeSet<>();
        for (Volume volume : table().volumes()) {
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
        table().volumes().forEach(volume -> all.add(volume.name().equals(name) ? made : volume));
        table.set(new VolumeTable(all));
        return made;
    }

    /** The volume of a place, looked at anew: for a step that reads. */
    Volume readable(VolumePath place) throws StorageException {
        Volume volume = table().require(place).under(lease);
        volume.require();
        return volume;
    }

    /** The same for a step that writes. */
    Volume writable(VolumePath place) throws StorageException {
        Volume volume = table().require(place).under(lease);
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
