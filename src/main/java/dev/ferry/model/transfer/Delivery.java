package dev.ferry.model.transfer;

import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * The files that a job makes, and the files that it relies on. All targets lie below {@code root} unless a caller placed a
 * disk elsewhere; when another system's folder of the same name is there first, {@code alternative} takes root's place.
 */
public record Delivery(VolumePath root, VolumePath alternative, List<Item> items, List<SourceFile> watched) {
    public Delivery {
        items = List.copyOf(items);
        watched = List.copyOf(watched);
    }

    public long dataBytes() {
        return items.stream()
                .mapToLong(item -> switch (item) {
                    case Item.CopyOf copy -> copy.source().dataBytes();
                    case Item.NewDisk _, Item.Definition _ -> 0;
                })
                .sum();
    }

    /** Room to ask for: the data, and a little for folders, definitions, hashes and an empty disk's own tables. */
    public long roomBytes(String volumeKey) {
        return items.stream()
                .filter(item -> item.target().volumeKey().equals(volumeKey))
                .mapToLong(item -> switch (item) {
                    case Item.CopyOf(var source, var _) -> source.dataBytes() + source.dataBytes() / 4096 + (1 << 20);
                    case Item.NewDisk _ -> 8L << 20;
                    case Item.Definition _ -> 1L << 20;
                })
                .sum();
    }
}
