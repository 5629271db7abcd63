package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import java.util.List;
import java.util.Set;

/** What a node found of the files that are to be inserted into drives. {@code files} has their parents too. */
public record EquipInventory(
        List<FoundMedium> media, List<SourceFile> files, Set<String> networks, List<Refusal> problems) {
    /** {@code path} is the caller's text. */
    public record FoundMedium(String path, SourceFile file, long sizeBytes) {}

    public EquipInventory {
        media = List.copyOf(media);
        files = List.copyOf(files);
        networks = Set.copyOf(networks);
        problems = List.copyOf(problems);
    }
}
