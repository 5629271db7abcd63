package dev.ferry.format.layout;

import java.util.List;
import java.util.Map;

/** What a list of files in a folder amounts to. */
public sealed interface FolderFinding {
    /**
     * One system. {@code runtimeFiles} are by the canonical id of the system or snapshot they belong to; {@code disks}
     * are all the files of disks, wherever they lie. {@code snapshots} are all in the folder for them: in a folder of
     * several systems some are another's, which only their content tells.
     */
    record Export(
            DefinitionFile definition,
            List<DefinitionFile> snapshots,
            Map<String, List<String>> runtimeFiles,
            List<String> disks)
            implements FolderFinding {
        public Export {
            snapshots = List.copyOf(snapshots);
            runtimeFiles = Map.copyOf(runtimeFiles);
            disks = List.copyOf(disks);
        }
    }

    /** Definitions of several systems: which one is meant has to be said. */
    record Ambiguous(List<DefinitionFile> definitions) implements FolderFinding {
        public Ambiguous {
            definitions = List.copyOf(definitions);
        }
    }

    /** No definition here, but folders directly below that have one. */
    record ParentOfExports(List<String> folders) implements FolderFinding {
        public ParentOfExports {
            folders = List.copyOf(folders);
        }
    }

    /** Nothing of Hyper-V's here, nor one folder further down. */
    record Nothing() implements FolderFinding {}
}
