package dev.ferry.view;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.VirtualSystem;
import java.util.regex.Pattern;

/** A system as the view has it: what it is after {@code version} events. */
public record SystemRow(SystemId id, VirtualSystem state, long version) {
    /** Where the row stands in a list by name. */
    public SystemKey key() {
        return new SystemKey(SystemKey.fold(name()), id);
    }

    /** Its name; for one that a job is making the one that the job was ordered with, "" for one that is gone. */
    public String name() {
        return switch (state) {
            case VirtualSystem.Absent _ -> "";
            case VirtualSystem.Planned planned -> planned.reservation().order().systemName();
            case VirtualSystem.Drafted drafted -> drafted.planned().name();
            case VirtualSystem.Realized realized -> realized.settings().name();
        };
    }

    /** Also one that is only planned, or missing. */
    public boolean has(SnapshotId id) {
        return switch (state) {
            case VirtualSystem.Realized realized ->
                realized.snapshots().stream().anyMatch(snapshot -> snapshot.id().equals(id));
            case VirtualSystem.Drafted drafted ->
                drafted.planned().snapshots().stream()
                        .anyMatch(snapshot -> snapshot.id().equals(id));
            case VirtualSystem.Absent _, VirtualSystem.Planned _ -> false;
        };
    }

    /** Whether it is there with disks of its own, rather than planned or gone. */
    boolean isRealized() {
        return state instanceof VirtualSystem.Realized;
    }

    /** {@code *} is any text, {@code ?} any one character, and case does not matter, as in {@link SystemFilter}. */
    public boolean isNamed(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : SystemKey.fold(pattern).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL)
                .matcher(SystemKey.fold(name()))
                .matches();
    }
}
