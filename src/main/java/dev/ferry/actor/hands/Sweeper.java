package dev.ferry.actor.hands;

import dev.ferry.cluster.Leases;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Sweep;
import dev.ferry.storage.Volume;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the volumes of this node, one after the other. Several nodes may sweep a shared one: each finds the rest. */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** No removal stands still for so long and lives; clocks of nodes and of file servers may differ by less. */
    private static final Duration QUIET = Duration.ofHours(1);

    private final NodeVolumes volumes;
    private final Leases leases;
    private final Predicate<String> isOver;
    private final Clock clock;

    /** {@code isOver} tells whether this is the id of a job that has ended for certain; it may fail. */
    public Sweeper(NodeVolumes volumes, Leases leases, Predicate<String> isOver, Clock clock) {
        this.volumes = volumes;
        this.leases = leases;
        this.isOver = isOver;
        this.clock = clock;
    }

    /** Blocks, for as long as a volume does. */
    public void sweep() {
        for (Volume volume : volumes.table().volumes()) {
            try {
                sweep(volume.under(HeldLease.of(leases::held, leases.current())));
            } catch (StorageException | RuntimeException e) {
                LOG.warn("volume {} could not be swept: {}", volume.name(), e.getMessage());
            }
        }
    }

    private void sweep(Volume volume) throws StorageException {
        volume.requireWritable();
        Sweep.Swept swept = new Sweep(volume, clock.instant().minus(QUIET), isOver).run();
        if (!swept.folders().isEmpty() || swept.files() > 0) {
            LOG.info("volume {}: swept {} and {} temporary files", volume.name(), swept.folders(), swept.files());
        }
        swept.kept().forEach(what -> LOG.warn("volume {}: not swept: {}", volume.name(), what));
    }
}
