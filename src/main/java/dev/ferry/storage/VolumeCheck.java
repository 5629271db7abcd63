package dev.ferry.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks whether the folder that a volume is configured at really is that volume. It works on a trial volume of its own, so
 * that nothing else is let into a folder that has not been recognised yet.
 */
record VolumeCheck(VolumeSettings settings, String clusterId, Path root, Posix posix) {
    private static final Ownership OWN = new Ownership(0600, 0750, -1, -1);
    private static final String TEMPORARY = Names.OWN_FOLDER + "/tmp";

    /** What a look found: the status, and which folder the root was then (null, like the marker, when it is offline). */
    record Seen(VolumeStatus status, FileFacts root, VolumeMarker marker) {}

    Seen look(boolean tryWriting) {
        try {
            Volume trial = trial();
            if (trial.stat(VolumeMarker.PATH).isEmpty()) {
                return offline("there is no " + VolumeMarker.PATH + " in " + settings.root()
                        + ": it is not mounted, or was never initialised");
            }
            VolumeMarker marker = VolumeMarker.read(trial.readSmall(VolumeMarker.PATH, VolumeMarker.MAX_BYTES));
            return new Seen(statusOf(trial, marker, tryWriting), folder(), marker);
        } catch (PosixException e) {
            return offline("the folder " + settings.root() + " cannot be opened (errno " + e.errno() + ")");
        } catch (StorageException e) {
            return offline(e.refusal().message());
        }
    }

    private Volume trial() throws PosixException {
        Seen online = new Seen(new VolumeStatus.Online(), folder(), null);
        return new Volume(settings, clusterId, root, posix, new AtomicReference<>(online), WriteLease.UNSHARED);
    }

    private FileFacts folder() throws PosixException {
        try (Descriptor opened = new Descriptor(posix, posix.openRoot(root.toString()))) {
            return posix.facts(opened.number());
        }
    }

    private static Seen offline(String reason) {
        return new Seen(new VolumeStatus.Offline(reason), null, null);
    }

    private VolumeStatus statusOf(Volume trial, VolumeMarker marker, boolean tryWriting) throws StorageException {
        if (!marker.clusterId().equals(clusterId)) {
            return new VolumeStatus.ReadOnly("it belongs to another cluster (" + marker.clusterId() + ")");
        }
        if (trial.room().readOnly()) {
            return new VolumeStatus.ReadOnly("its file system is mounted read only");
        }
        return tryWriting ? writeTest(trial) : new VolumeStatus.Online();
    }

    private static VolumeStatus writeTest(Volume trial) {
        try {
            trial.makeFolders(TEMPORARY, OWN);
            trial.remove(trial.writeTemporary(new byte[] {1}, 0600));
            return new VolumeStatus.Online();
        } catch (StorageException e) {
            // A full disk is still a volume: jobs wait for room there.
            return e.passing()
                    ? new VolumeStatus.Online()
                    : new VolumeStatus.ReadOnly(e.refusal().message());
        }
    }

    static void makeFolder(VolumeSettings settings) throws StorageException {
        try {
            Files.createDirectories(settings.root());
        } catch (IOException e) {
            throw StorageException.failed(
                            "cannot make the folder " + settings.root() + " of volume " + settings.name() + ": "
                                    + e.getMessage(),
                            "Make it, or choose another.")
                    .causedBy(e);
        }
    }

    static Path realPath(Path configured) {
        try {
            return configured.toRealPath();
        } catch (IOException _) {
            return configured;
        }
    }

    void writeMarkerIfAbsent() throws StorageException {
        try {
            Volume trial = trial();
            trial.makeFolders(TEMPORARY, OWN);
            if (trial.stat(VolumeMarker.PATH).isPresent()) {
                return;
            }
            var marker = new VolumeMarker(
                    VolumeMarker.FORMAT, posix.randomId().toString(), clusterId, settings.name(), settings.shared());
            String temporary = trial.writeTemporary(marker.toBytes(), 0640);
            try {
                trial.renameNoReplace(temporary, VolumeMarker.PATH);
            } catch (StorageException e) {
                trial.remove(temporary);
                // Another node was faster: the first marker holds.
                if (trial.stat(VolumeMarker.PATH).isEmpty()) {
                    throw e;
                }
            }
            trial.syncFolder(Names.OWN_FOLDER);
            trial.syncFolder("");
        } catch (PosixException e) {
            throw Trouble.explain(e, "open", settings.root().toString(), "");
        }
    }
}
