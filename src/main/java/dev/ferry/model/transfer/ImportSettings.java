package dev.ferry.model.transfer;

import dev.ferry.model.volume.VolumePath;
import java.util.Map;

/**
 * What a caller wants of an import, once the paths in it were found on the volumes. The inventory has already applied the
 * sources; targets are null where the default is meant.
 */
public record ImportSettings(
        boolean copy,
        boolean newId,
        String name,
        VolumePath target,
        VolumePath vhdTarget,
        Map<String, VolumePath> diskTargets,
        Map<String, String> networks,
        Macs macs,
        boolean discardSavedState,
        String scope) {

    public ImportSettings(
            boolean copy,
            boolean newId,
            String name,
            VolumePath target,
            VolumePath vhdTarget,
            Map<String, VolumePath> diskTargets,
            Map<String, String> networks,
            Macs macs,
            boolean discardSavedState) {
        this(copy, newId, name, target, vhdTarget, diskTargets, networks, macs, discardSavedState, "");
    }

    /** What becomes of the MAC addresses: they stay with a kept identity unless the caller says otherwise. */
    public enum Macs {
        WITH_IDENTITY,
        KEEP,
        NEW
    }

    public ImportSettings {
        diskTargets = Map.copyOf(diskTargets);
        networks = Map.copyOf(networks);
        name = name == null ? "" : name;
        scope = scope == null ? "" : scope;
    }
}
