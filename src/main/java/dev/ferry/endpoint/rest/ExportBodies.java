package dev.ferry.endpoint.rest;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ExportSettings.Snapshots;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of exports. */
final class ExportBodies {
    private static final Pattern ADDRESS = Pattern.compile("(IDE|SCSI|FLOPPY) (\\d{1,3}):(\\d{1,3})");

    private ExportBodies() {}

    record Export(
            String directory,
            Boolean createSubdirectory,
            Boolean copyStorage,
            Boolean copyRuntime,
            String snapshots,
            List<String> excludeDisks,
            Boolean replace,
            String notes,
            Boolean sha256) {
        String target() {
            return RestRefused.required(directory, "directory");
        }

        ExportSettings settings() {
            String which = Objects.requireNonNullElse(snapshots, "all");
            Snapshots kind = kind(which);
            return new ExportSettings(
                    kind,
                    kind == Snapshots.ONE ? snapshot(which) : null,
                    Objects.requireNonNullElse(copyStorage, true),
                    Objects.requireNonNullElse(copyRuntime, true),
                    Objects.requireNonNullElse(createSubdirectory, true),
                    Objects.requireNonNullElse(excludeDisks, List.<String>of()).stream()
                            .map(ExportBodies::address)
                            .toList(),
                    Objects.requireNonNullElse(replace, false),
                    Objects.requireNonNullElse(notes, ""),
                    Objects.requireNonNullElse(sha256, false));
        }
    }

    record Verify(String directory) {
        String folder() {
            return RestRefused.required(directory, "directory");
        }
    }

    private static Snapshots kind(String which) {
        return switch (which.toLowerCase(Locale.ROOT)) {
            case "all" -> Snapshots.ALL;
            case "none" -> Snapshots.NONE;
            default -> Snapshots.ONE;
        };
    }

    private static SnapshotId snapshot(String text) {
        try {
            return new SnapshotId(text);
        } catch (IllegalArgumentException _) {
            throw RestRefused.invalid("'snapshots' is '" + text + "'", "use all, none, or the id of a snapshot");
        }
    }

    private static DriveAddress address(String text) {
        Matcher parts = ADDRESS.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw RestRefused.invalid("'" + text + "' is no place of a disk", "write it like 'SCSI 0:1'");
        }
        try {
            return new DriveAddress(
                    DriveAddress.ControllerKind.valueOf(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw RestRefused.invalid(
                    "'" + text + "' is no place of a disk: " + e.getMessage(), "see the system's disks");
        }
    }
}
