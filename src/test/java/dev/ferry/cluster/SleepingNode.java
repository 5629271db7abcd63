package dev.ferry.cluster;

import dev.ferry.journal.database.Database;
import dev.ferry.model.node.LeaseRules;
import dev.ferry.storage.CopyControl;
import dev.ferry.storage.CopyRequest;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.VolumeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process that copies under a lease, and is put to sleep by a test in the middle of it: then it knows nothing of the time. */
final class SleepingNode {
    static final LeaseRules RULES =
            new LeaseRules(Duration.ofSeconds(8), Duration.ofMillis(200), Duration.ofMillis(500));

    private static final long STOP_BYTES = 100L << 20;

    private SleepingNode() {}

    static VolumeSettings settings(Path root) {
        return new VolumeSettings("csv1", "", true, true, root, List.of());
    }

    public static void main(String[] args) throws Exception {
        String root = args[3];
        try (Database database = Database.open(args[0], args[1], args[2], 1);
                LeaseKeeper keeper =
                        new LeaseKeeper(() -> database.connect(Duration.ofSeconds(2)), "n1", RULES, System::nanoTime);
                var hashers = Executors.newFixedThreadPool(2)) {
            String lease = keeper.begin()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .id();
            System.out.println("lease " + lease);
            Volume volume = Volume.open(settings(Path.of(root)), "cluster-1").under(() -> {
                if (!keeper.held(lease)) {
                    throw StorageException.notAvailable("the lease has run out.", "");
                }
            });
            Staging staging = new Staging(volume, "job-1");
            staging.open();
            volume.makeFolders("under-the-lease", Ownership.PUBLISHED);
            try (VolumeFile from = volume.openRead("source")) {
                var request =
                        new CopyRequest(from, from.stamp(), staging.file(0, 1), Optional.empty(), Ownership.PUBLISHED);
                new SparseCopy(CopyThreads.with(hashers)).copy(request, new Told());
                System.out.println("copied");
            } catch (StorageException e) {
                System.out.println("failed " + e.getMessage());
            }
            change("publish", () -> volume.renameNoReplace(staging.file(0, 1).path(), "target"));
            change("replace", () -> volume.replace(staging.file(0, 2).path(), "target"));
            change("remove", () -> volume.remove("target"));
            System.out.println("awake");
        }
    }

    private interface Change {
        void run() throws StorageException;
    }

    private static void change(String name, Change change) {
        try {
            change.run();
            System.out.println("changed " + name);
        } catch (StorageException e) {
            System.out.println("refused " + name + ": " + e.getMessage());
        }
    }

    /** Says when it is where it matters, and stays there until it is told to go on: so it can be put to sleep there. */
    private static final class Told implements CopyControl {
        private long done;
        private boolean told;

        @Override
        public void checkpoint() {
            if (told || done < STOP_BYTES) {
                return;
            }
            told = true;
            System.out.println("at " + (done >> 20));
            try {
                var _ = System.in.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void moved(long readBytes, long writtenBytes) {
            done += readBytes;
        }
    }
}
