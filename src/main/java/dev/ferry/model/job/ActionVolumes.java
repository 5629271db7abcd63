package dev.ferry.model.job;

import dev.ferry.model.transfer.Assignment.Rename;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which volumes a node must have to carry out an action. */
final class ActionVolumes {
    private ActionVolumes() {}

    static Set<String> of(Action action) {
        return switch (action) {
            case Action.TakeClaims take -> Set.of(take.volumeKey());
            case Action.OpenStaging(var volumes) -> keys(volumes);
            case Action.RemoveStaging(var volumes) -> keys(volumes);
            case Action.CheckSources(var files) ->
                keys(files.stream().map(SourceFile::path).toList());
            case Action.MakeItem(var _, var item, var _, var _) -> item(item);
            case Action.FetchItem(var _, var item, var _) ->
                Set.of(item.target().volumeKey());
            case Action.WriteManifest manifest -> keys(manifest.files());
            case Action.VerifyStaged(var _, var targets) -> keys(targets);
            case Action.VerifyFolder(var folder, var _) -> Set.of(folder.volumeKey());
            case Action.PutAside(var renames) -> renames(renames);
            case Action.PutBack(var renames) -> renames(renames);
            case Action.Publish publish -> keys(publish.targets());
            case Action.Unpublish unpublish -> keys(unpublish.targets());
            case Action.RemoveFiles(var files, var _) -> keys(files);
            case Action.RemoveSources(var files, var _) ->
                keys(files.stream().map(SourceFile::path).toList());
            // Only asked of entities: a volume that is gone must not keep its claims.
            case Action.SettleClaims _,
                    Action.AbandonClaims _,
                    Action.RealizeSystem _,
                    Action.PlanSystem _,
                    Action.AddSnapshots _,
                    Action.RelocateSystem _,
                    Action.EquipSystem _,
                    Action.DescribeSystem _,
                    Action.DisownPlaces _,
                    Action.ForgetSystem _,
                    Action.AwaitView _ -> Set.of();
        };
    }

    /** The volumes that make a node the better one for it: then no byte has to pass between nodes. */
    static Set<String> wished(Action action) {
        return action instanceof Action.FetchItem(var _, var item, var _) ? item(item) : of(action);
    }

    private static Set<String> item(Item item) {
        return switch (item) {
            case Item.CopyOf(var source, var target) ->
                keys(Stream.of(source.path(), target).toList());
            case Item.NewDisk(var target, var _) -> Set.of(target.volumeKey());
            case Item.Definition definition ->
                definition.template() == null
                        ? Set.of(definition.target().volumeKey())
                        : keys(Stream.of(definition.template(), definition.target())
                                .toList());
        };
    }

    private static Set<String> renames(Collection<Rename> renames) {
        return keys(renames.stream().map(Rename::from).toList());
    }

    private static Set<String> keys(Collection<VolumePath> places) {
        Set<String> keys = new TreeSet<>();
        places.forEach(place -> keys.add(place.volumeKey()));
        return keys;
    }
}
