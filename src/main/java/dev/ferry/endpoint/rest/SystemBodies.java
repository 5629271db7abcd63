package dev.ferry.endpoint.rest;

import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.DefineWish.NewDiskWish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What is said of systems. */
final class SystemBodies {
    private static final long MEMORY_BYTES = 512L << 20;
    private static final int PROCESSORS = 1;
    private static final int GENERATION = 2;
    private static final List<SystemState> STATES =
            List.of(SystemState.RUNNING, SystemState.OFF, SystemState.SAVED, SystemState.PAUSED);

    private SystemBodies() {}

    record NewDisk(String name, Long sizeBytes) {
        NewDiskWish wish() {
            return new NewDiskWish(
                    RestRefused.required(name, "newDisks.name"), RestRefused.required(sizeBytes, "newDisks.sizeBytes"));
        }
    }

    record Define(
            String name,
            Long memoryBytes,
            Integer processors,
            Integer generation,
            List<String> disks,
            List<NewDisk> newDisks,
            List<String> networks,
            String node,
            String notes) {
        DefineWish wish() {
            return new DefineWish(
                    RestRefused.required(name, "name"),
                    Objects.requireNonNullElse(memoryBytes, MEMORY_BYTES),
                    Objects.requireNonNullElse(processors, PROCESSORS),
                    Objects.requireNonNullElse(generation, GENERATION),
                    Objects.requireNonNullElse(disks, List.of()),
                    Objects.requireNonNullElse(newDisks, List.<NewDisk>of()).stream()
                            .map(NewDisk::wish)
                            .toList(),
                    Objects.requireNonNullElse(networks, List.of()),
                    Objects.requireNonNullElse(notes, ""));
        }
    }

    /** Of a planned system: the path that the definition gives, and the one that it is to give. */
    record DiskPath(String current, String path) {}

    /** Where the definitions of snapshots are. */
    record Snapshots(String directory) {
        String folder() {
            return RestRefused.required(directory, "directory");
        }
    }

    /** What follows {@code notes} can only be said of a planned system; there it is one repair of it and all its snapshots. */
    record Change(
            String name,
            Long memoryBytes,
            Integer processors,
            String notes,
            String home,
            List<DiskPath> disks,
            Map<String, String> networks,
            List<String> removeSnapshots,
            Boolean discardSavedState) {
        boolean isRepair() {
            return Stream.of(home, disks, networks, removeSnapshots, discardSavedState)
                    .anyMatch(Objects::nonNull);
        }

        boolean hasSettings() {
            return Stream.of(name, memoryBytes, processors, notes).anyMatch(Objects::nonNull);
        }

        SettingsPatch patch() {
            if (!hasSettings()) {
                throw RestRefused.invalid(
                        "nothing is to be changed", "send one or more of name, memoryBytes, processors, notes");
            }
            return new SettingsPatch(name, memoryBytes, processors, notes);
        }
    }

    /** Null means: where it is now, and where the node puts systems; one of the two must be said. */
    record Move(String node, String directory) {
        String toNode() {
            if (node == null && directory == null) {
                throw RestRefused.invalid("nothing is said of where to", "send node, directory, or both");
            }
            return Objects.requireNonNullElse(node, "");
        }

        String toDirectory() {
            return Objects.requireNonNullElse(directory, "");
        }
    }

    /** {@code force} is heard and makes no difference: a guest is never asked whether it wants to stop. */
    record State(String state, Boolean force) {
        SystemState wanted() {
            String text = RestRefused.required(state, "state");
            return STATES.stream()
                    .filter(one -> one.word().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> RestRefused.invalid(
                            "no system can be brought to the state '" + text + "'",
                            "use one of: " + String.join(", ", words())));
        }

        private static List<String> words() {
            return STATES.stream().map(SystemState::word).toList();
        }
    }

    /** The words of a filter by state. */
    static List<String> filterWords(String... more) {
        List<String> words = new ArrayList<>(
                Arrays.stream(SystemState.values()).map(SystemState::word).toList());
        words.addAll(List.of(more));
        return words;
    }
}
