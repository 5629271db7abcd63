package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import java.util.List;

/**
 * What a node found before an export: each disk file with its companions (parents that it needs), runtime files, and the
 * places where the export could go. {@code problems} name what cannot be exported as it is.
 */
public record ExportInventory(
        List<SourceFile> disks,
        List<SourceFile> runtime,
        TargetFolder target,
        TargetFolder alternative,
        List<Refusal> problems) {
    public ExportInventory {
        disks = List.copyOf(disks);
        runtime = List.copyOf(runtime);
        problems = List.copyOf(problems);
    }
}
