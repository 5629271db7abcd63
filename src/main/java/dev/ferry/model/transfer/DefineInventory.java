package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import java.util.List;

/** What a node found before a system is defined: its disks, and the folder where it will live. */
public record DefineInventory(List<FoundDisk> disks, TargetFolder home, List<Refusal> problems) {
    public record FoundDisk(SourceFile file, long sizeBytes) {}

    public DefineInventory {
        disks = List.copyOf(disks);
        problems = List.copyOf(problems);
    }
}
