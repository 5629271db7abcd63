package dev.ferry.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.Assignment.Rename;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.NewSystem;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/** One thing that a step does or undoes. Each can be done twice and ends the same. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.TakeClaims.class, name = "take-claims"),
    @JsonSubTypes.Type(value = Action.SettleClaims.class, name = "settle-claims"),
    @JsonSubTypes.Type(value = Action.AbandonClaims.class, name = "abandon-claims"),
    @JsonSubTypes.Type(value = Action.OpenStaging.class, name = "open-staging"),
    @JsonSubTypes.Type(value = Action.RemoveStaging.class, name = "remove-staging"),
    @JsonSubTypes.Type(value = Action.CheckSources.class, name = "check-sources"),
    @JsonSubTypes.Type(value = Action.MakeItem.class, name = "make-item"),
    @JsonSubTypes.Type(value = Action.FetchItem.class, name = "fetch-item"),
    @JsonSubTypes.Type(value = Action.WriteManifest.class, name = "write-manifest"),
    @JsonSubTypes.Type(value = Action.VerifyStaged.class, name = "verify-staged"),
    @JsonSubTypes.Type(value = Action.VerifyFolder.class, name = "verify-folder"),
    @JsonSubTypes.Type(value = Action.PutAside.class, name = "put-aside"),
    @JsonSubTypes.Type(value = Action.PutBack.class, name = "put-back"),
    @JsonSubTypes.Type(value = Action.Publish.class, name = "publish"),
    @JsonSubTypes.Type(value = Action.Unpublish.class, name = "unpublish"),
    @JsonSubTypes.Type(value = Action.RealizeSystem.class, name = "realize-system"),
    @JsonSubTypes.Type(value = Action.PlanSystem.class, name = "plan-system"),
    @JsonSubTypes.Type(value = Action.AddSnapshots.class, name = "add-snapshots"),
    @JsonSubTypes.Type(value = Action.RelocateSystem.class, name = "relocate-system"),
    @JsonSubTypes.Type(value = Action.EquipSystem.class, name = "equip-system"),
    @JsonSubTypes.Type(value = Action.DescribeSystem.class, name = "describe-system"),
    @JsonSubTypes.Type(value = Action.RemoveSources.class, name = "remove-sources"),
    @JsonSubTypes.Type(value = Action.DisownPlaces.class, name = "disown-places"),
    @JsonSubTypes.Type(value = Action.RemoveFiles.class, name = "remove-files"),
    @JsonSubTypes.Type(value = Action.ForgetSystem.class, name = "forget-system"),
    @JsonSubTypes.Type(value = Action.AwaitView.class, name = "await-view")
})
public sealed interface Action {
    /** {@code alternative} is taken in the place of {@code root} when another job is there first; null for none. */
    record TakeClaims(
            String volumeKey,
            SystemId system,
            List<Claim> claims,
            long roomBytes,
            VolumePath root,
            VolumePath alternative)
            implements Action {
        public TakeClaims {
            claims = List.copyOf(claims);
        }
    }

    record SettleClaims(String volumeKey) implements Action {}

    record AbandonClaims(String volumeKey) implements Action {}

    /** Each place is the root of a volume on which the job needs a staging folder. */
    record OpenStaging(List<VolumePath> volumes) implements Action {
        public OpenStaging {
            volumes = List.copyOf(volumes);
        }
    }

    record RemoveStaging(List<VolumePath> volumes) implements Action {
        public RemoveStaging {
            volumes = List.copyOf(volumes);
        }
    }

    /** Are the files still what the inventory saw, and does nobody else have them open? */
    record CheckSources(List<SourceFile> files) implements Action {
        public CheckSources {
            files = List.copyOf(files);
        }
    }

    /**
     * {@code root} is where the job's files were planned to go; {@code manifestFolder} is the export that a copied file comes
     * from, when a manifest vouches for it; else null.
     */
    record MakeItem(int index, Item item, VolumePath root, VolumePath manifestFolder) implements Action {}

    /** As {@link MakeItem}, on a node that has the target: what it reads comes from another node where it must. */
    record FetchItem(int index, Item item, VolumePath root) implements Action {}

    record WriteManifest(int index, VolumePath root, List<VolumePath> files, String createdAt, String notes)
            implements Action {
        public WriteManifest {
            files = List.copyOf(files);
        }
    }

    record VerifyStaged(List<Integer> indexes, List<VolumePath> targets) implements Action {
        public VerifyStaged {
            indexes = List.copyOf(indexes);
            targets = List.copyOf(targets);
        }
    }

    record VerifyFolder(VolumePath folder, boolean reportAll) implements Action {}

    record PutAside(List<Rename> renames) implements Action {
        public PutAside {
            renames = List.copyOf(renames);
        }
    }

    record PutBack(List<Rename> renames) implements Action {
        public PutBack {
            renames = List.copyOf(renames);
        }
    }

    /** {@code targets} are in the order of the staged files; the manifest, when there is one, is the last. */
    record Publish(VolumePath root, List<VolumePath> targets, boolean manifestLast) implements Action {
        public Publish {
            targets = List.copyOf(targets);
        }
    }

    record Unpublish(VolumePath root, List<VolumePath> targets, boolean manifestLast) implements Action {
        public Unpublish {
            targets = List.copyOf(targets);
        }
    }

    record RealizeSystem(SystemId system, NewSystem realized) implements Action {}

    record PlanSystem(SystemId system, PlannedSystem planned) implements Action {}

    record AddSnapshots(SystemId system, List<PlannedSnapshot.Found> found) implements Action {
        public AddSnapshots {
            found = List.copyOf(found);
        }
    }

    record RelocateSystem(SystemId system, Relocation relocation) implements Action {}

    record EquipSystem(SystemId system, SystemSettings settings) implements Action {}

    /** Delay until the system's definition files say what it is. */
    record DescribeSystem(SystemId system) implements Action {}

    /** What a move leaves behind at the old place goes: each file only while it is the very file that was copied. */
    record RemoveSources(List<SourceFile> files, List<VolumePath> folders) implements Action {
        public RemoveSources {
            files = List.copyOf(files);
            folders = List.copyOf(folders);
        }
    }

    record DisownPlaces(String volumeKey, SystemId system, List<VolumePath> places) implements Action {
        public DisownPlaces {
            places = List.copyOf(places);
        }
    }

    record RemoveFiles(List<VolumePath> files, List<VolumePath> folders) implements Action {
        public RemoveFiles {
            files = List.copyOf(files);
            folders = List.copyOf(folders);
        }
    }

    record ForgetSystem(SystemId system, List<String> volumeKeys) implements Action {
        public ForgetSystem {
            volumeKeys = List.copyOf(volumeKeys);
        }
    }

    /** Delay until the lists show the system as the job has left it. */
    record AwaitView(SystemId system, boolean present) implements Action {}
}
