package dev.ferry.format.layout;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;

/** The names in an export folder, all relative to it and with {@code /} between them. */
public final class ExportLayout {
    public static final String SYSTEMS = "Virtual Machines";
    public static final String DISKS = "Virtual Hard Disks";
    public static final String SNAPSHOTS = "Snapshots";
    public static final String MANIFEST = "ferry.manifest.json";
    /** What the manifest is called once the folder's system was registered in place. */
    public static final String ADOPTED_MANIFEST = "ferry.manifest.adopted.json";
    /** The folder of the manifest's side files. */
    public static final String MANIFEST_FOLDER = "ferry.manifest.d";
    /** Ferry's own folder at the root of a volume; never part of an export. */
    public static final String STAGING = ".ferry";

    private ExportLayout() {}

    public static String definition(SystemId system) {
        return SYSTEMS + "/" + system + ".xml";
    }

    public static String memoryFile(SystemId system) {
        return runtimeFolder(system) + "/" + system + ".bin";
    }

    public static String stateFile(SystemId system) {
        return runtimeFolder(system) + "/" + system + ".vsv";
    }

    public static String runtimeFolder(SystemId system) {
        return SYSTEMS + "/" + system;
    }

    public static String disk(String fileName) {
        return DISKS + "/" + fileName;
    }

    public static String definition(SnapshotId snapshot) {
        return SNAPSHOTS + "/" + snapshot + ".xml";
    }

    public static String memoryFile(SnapshotId snapshot) {
        return runtimeFolder(snapshot) + "/" + snapshot + ".bin";
    }

    public static String stateFile(SnapshotId snapshot) {
        return runtimeFolder(snapshot) + "/" + snapshot + ".vsv";
    }

    public static String runtimeFolder(SnapshotId snapshot) {
        return SNAPSHOTS + "/" + snapshot;
    }
}
