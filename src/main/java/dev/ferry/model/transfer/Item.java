package dev.ferry.model.transfer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/** One file that a job makes: first in staging, then under its name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Item.CopyOf.class, name = "copy"),
    @JsonSubTypes.Type(value = Item.NewDisk.class, name = "new-disk"),
    @JsonSubTypes.Type(value = Item.Definition.class, name = "definition")
})
public sealed interface Item {
    VolumePath target();

    /** The same bytes as the source, with its holes. */
    record CopyOf(SourceFile source, VolumePath target) implements Item {}

    /** An empty disk that grows. */
    record NewDisk(VolumePath target, long sizeBytes) implements Item {}

    /**
     * A definition file. Values that Ferry does not know are taken over from {@code template}, when there is one;
     * {@code snapshot} tells a snapshot's file from the system's own, which lists its {@code snapshots}.
     */
    record Definition(
            VolumePath target,
            VolumePath template,
            SystemId system,
            ImportedDefinition.SnapshotOf snapshot,
            SystemSettings settings,
            boolean saved,
            List<ImportedDefinition.SnapshotOf> snapshots)
            implements Item {
        public Definition {
            snapshots = List.copyOf(snapshots);
        }
    }
}
