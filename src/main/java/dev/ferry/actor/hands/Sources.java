package dev.ferry.actor.hands;

import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopySource;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.remote.DataPeer;
import dev.ferry.storage.remote.RemoteSource;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Files to read from: on this node's volumes, or else from another node that has theirs. */
public final class Sources {
    /** The nodes that serve their volumes to others. */
    @FunctionalInterface
    public interface Peers {
        Optional<DataPeer> having(String volumeKey);
    }

    private final NodeVolumes volumes;
    private final Peers peers;

    public Sources(NodeVolumes volumes, Peers peers) {
        this.volumes = volumes;
        this.peers = peers;
    }

    /** Whoever opens it closes it. A file that something else holds is refused. */
    CopySource open(VolumePath place) throws StorageException {
        Optional<DataPeer> peer = isHere(place) ? Optional.empty() : peers.having(place.volumeKey());
        if (peer.isPresent()) {
            return RemoteSource.open(peer.get(), place);
        }
        Volume volume = volumes.readable(place);
        NodeSteps.requireFree(volume, place);
        return volume.openRead(place.path());
    }

    private boolean isHere(VolumePath place) {
        try {
            volumes.readable(place);
            return true;
        } catch (StorageException _) {
            return false;
        }
    }

    /** A whole small file; empty when this node has its volume, and it is not there. */
    Optional<byte[]> small(VolumePath place, int maxBytes) throws StorageException {
        if (isHere(place) && volumes.readable(place).stat(place.path()).isEmpty()) {
            return Optional.empty();
        }
        try (CopySource source = open(place)) {
            long size = source.stamp().sizeBytes();
            if (size > maxBytes) {
                throw StorageException.invalid(
                        place + " has " + size + " bytes; at most " + maxBytes + " are read", "check the file");
            }
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) size);
            source.read(buffer, 0);
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            return Optional.of(bytes);
        }
    }

    /** What this node serves to others. */
    public static VolumeFile served(NodeVolumes volumes, VolumePath place) throws StorageException {
        return volumes.readable(place).openRead(place.path());
    }
}
