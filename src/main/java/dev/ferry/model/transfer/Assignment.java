package dev.ferry.model.transfer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/** What a job is to do, with everything that it needs to know. From it the plan is made, with no further look at a disk. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Assignment.Export.class, name = "export"),
    @JsonSubTypes.Type(value = Assignment.Import.class, name = "import"),
    @JsonSubTypes.Type(value = Assignment.Define.class, name = "define"),
    @JsonSubTypes.Type(value = Assignment.Remove.class, name = "remove"),
    @JsonSubTypes.Type(value = Assignment.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Assignment.Equip.class, name = "equip"),
    @JsonSubTypes.Type(value = Assignment.Plan.class, name = "plan"),
    @JsonSubTypes.Type(value = Assignment.AddSnapshots.class, name = "add-snapshots"),
    @JsonSubTypes.Type(value = Assignment.Validate.class, name = "validate"),
    @JsonSubTypes.Type(value = Assignment.Realize.class, name = "realize"),
    @JsonSubTypes.Type(value = Assignment.Verify.class, name = "verify")
})
public sealed interface Assignment {
    /** {@code replaced} is an older export at the same place, put aside first and removed last; null for none. */
    record Export(Delivery delivery, ExportSettings settings, String createdAt, VolumePath replaced)
            implements Assignment {}

    /** {@code source} is the folder; {@code manifest} is null for folders that have none. {@code renames} adopt it in place. */
    record Import(
            Delivery delivery,
            NewSystem system,
            VolumePath source,
            SourceFile manifest,
            List<Rename> renames,
            boolean copy,
            List<String> warnings)
            implements Assignment {
        public Import {
            renames = List.copyOf(renames);
            warnings = List.copyOf(warnings);
        }
    }

    record Define(Delivery delivery, NewSystem system) implements Assignment {}

    /** {@code files} are named one by one; {@code folders} are removed when that leaves them empty. */
    record Remove(List<VolumePath> files, List<VolumePath> folders, List<VolumePath> ownedDisks) implements Assignment {
        public Remove {
            files = List.copyOf(files);
            folders = List.copyOf(folders);
            ownedDisks = List.copyOf(ownedDisks);
        }
    }

    /**
     * What is watched is what the old place loses in the end. {@code staying} are the other files of the system as it was looked
     * at in {@code state}; {@code folders} are removed when that leaves them empty.
     */
    record Move(
            Delivery delivery,
            Relocation relocation,
            SystemState state,
            List<VolumePath> staying,
            List<VolumePath> folders,
            List<String> warnings)
            implements Assignment {
        public Move {
            staying = List.copyOf(staying);
            folders = List.copyOf(folders);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The hardware changes from what it was found as to what it is to be. {@code watched} are the files that come in, with their
     * parents; of the disks, {@code attached} become the system's own and {@code released} are given up.
     */
    record Equip(
            SystemSettings from,
            SystemSettings to,
            List<SourceFile> watched,
            List<VolumePath> attached,
            List<VolumePath> released)
            implements Assignment {
        public Equip {
            watched = List.copyOf(watched);
            attached = List.copyOf(attached);
            released = List.copyOf(released);
        }
    }

    /** A definition was read; it becomes a planned system. */
    record Plan(PlannedSystem planned) implements Assignment {}

    record AddSnapshots(List<PlannedSnapshot.Found> found) implements Assignment {
        public AddSnapshots {
            found = List.copyOf(found);
        }
    }

    /** All that was found when the planned system was looked at, in its {@code revision}: the job only tells it. */
    record Validate(List<Incompatibility> found, long revision) implements Assignment {
        public Validate {
            found = List.copyOf(found);
        }
    }

    /** {@code revision} is the one of the planned system that was looked at. */
    record Realize(Delivery delivery, NewSystem system, long revision, List<String> warnings) implements Assignment {
        public Realize {
            warnings = List.copyOf(warnings);
        }
    }

    record Verify(VolumePath folder, long dataBytes) implements Assignment {}

    /** A file of the user's that gets another name; undo gives it back. */
    record Rename(VolumePath from, VolumePath to) {}
}
