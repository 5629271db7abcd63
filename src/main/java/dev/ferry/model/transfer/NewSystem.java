package dev.ferry.model.transfer;

import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import java.util.List;

/** The system that a job will make real. */
public record NewSystem(SystemSettings settings, SystemState state, Placement placement, List<Snapshot> snapshots) {
    public NewSystem {
        snapshots = List.copyOf(snapshots);
    }
}
