package dev.ferry.model.transfer;

import java.util.List;
import java.util.Map;

/** An import as a caller words it: paths are still text. {@code scope} is "" for the one that the definition has. */
public record ImportWish(
        String path,
        boolean copy,
        boolean newId,
        String name,
        Places places,
        Map<String, String> networks,
        ImportSettings.Macs macs,
        boolean discardSavedState,
        String scope) {

    public ImportWish(
            String path,
            boolean copy,
            boolean newId,
            String name,
            Places places,
            Map<String, String> networks,
            ImportSettings.Macs macs,
            boolean discardSavedState) {
        this(path, copy, newId, name, places, networks, macs, discardSavedState, "");
    }

    /** Where files are and where they shall go; empty texts where the default is meant. */
    public record Places(
            String target,
            String vhdSource,
            String vhdTarget,
            String stateSource,
            String snapshotSource,
            List<DiskPlace> disks) {
        public Places {
            disks = List.copyOf(disks);
        }
    }

    /** One disk: the path that the definition gives, where the file really is, and where it shall go ("" for default). */
    public record DiskPlace(String current, String source, String target) {
        /** A disk is named by the path that the definition gives, or by the last name of it; case does not matter. */
        public boolean names(String path) {
            String plain = path.replace('\\', '/');
            return current.equalsIgnoreCase(path)
                    || current.equalsIgnoreCase(plain.substring(plain.lastIndexOf('/') + 1));
        }
    }

    public ImportWish {
        networks = Map.copyOf(networks);
        name = name == null ? "" : name;
        scope = scope == null ? "" : scope;
    }
}
