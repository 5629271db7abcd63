package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import java.util.List;

/**
 * What a node found of a system that is to be moved with a copy: the disks that go along (with parents that they need), state
 * files, and the definition files, the system's own last. {@code problems} name what cannot be moved as it is.
 */
public record MoveInventory(
        List<SourceFile> disks, List<SourceFile> state, List<SourceFile> definitions, List<Refusal> problems) {
    public MoveInventory {
        disks = List.copyOf(disks);
        state = List.copyOf(state);
        definitions = List.copyOf(definitions);
        problems = List.copyOf(problems);
    }
}
