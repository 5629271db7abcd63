package dev.ferry.cim.transfer;

import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.Names;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import dev.ferry.model.transfer.ImportWish.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the files of an import are and where they shall go, as the roots and the lists of paths tell it. */
final class ImportPlacesV1 {
    private static final String CURRENT = "CurrentResourcePaths";
    private static final String SOURCES = "SourceResourcePaths";
    private static final String TARGETS = "TargetResourcePaths";

    private final CimInstance sent;
    private final boolean copy;
    private final List<String> current;
    private final List<String> sources;
    private final List<String> targets;

    private ImportPlacesV1(CimInstance sent, boolean copy) {
        this.sent = sent;
        this.copy = copy;
        this.current = Sent.places(sent, CURRENT);
        this.sources = Sent.places(sent, SOURCES);
        this.targets = copy ? Sent.places(sent, TARGETS) : List.of();
    }

    /** Without a copy, whatever is said of targets is ignored. */
    static Outcome<Places> of(CimInstance sent, boolean copy) {
        ImportPlacesV1 places = new ImportPlacesV1(sent, copy);
        return places.refusal().<Outcome<Places>>map(Outcome::refused).orElseGet(() -> Outcome.ok(places.places()));
    }

    private Optional<Refusal> refusal() {
        if (!sources.isEmpty() && sources.size() != current.size()) {
            return Optional.of(ImportSettingDataV1.lengths(SOURCES, sources, CURRENT, current));
        }
        if (!targets.isEmpty() && targets.size() != current.size()) {
            return Optional.of(ImportSettingDataV1.lengths(TARGETS, targets, CURRENT, current));
        }
        Set<String> seen = new HashSet<>();
        Optional<String> twice = current.stream()
                .filter(path -> path.isEmpty() || !seen.add(Names.key(path)))
                .findFirst();
        if (twice.isPresent()) {
            return Optional.of(Sent.invalid(
                    twice.get().isEmpty()
                            ? CURRENT + " has an empty element"
                            : CURRENT + " has '" + twice.get() + "' twice",
                    "leave " + CURRENT + " as it was handed out"));
        }
        String snapshots = target("TargetSnapshotDataRoot");
        return snapshots.isEmpty() || plain(snapshots).equals(plain(target("TargetVmDataRoot")))
                ? Optional.empty()
                : Optional.of(Sent.unsupported(
                        "snapshots cannot be kept apart from their system yet: TargetSnapshotDataRoot is '" + snapshots
                                + "', and TargetVmDataRoot is '" + target("TargetVmDataRoot") + "'",
                        "leave TargetSnapshotDataRoot empty, or let both be the same"));
    }

    private Places places() {
        String vhdSource = Sent.text(sent, "SourceVhdDataRoot");
        boolean isByRoot = !vhdSource.isEmpty() && !liesApart();
        List<DiskPlace> disks = new ArrayList<>();
        for (int i = 0; i < current.size(); i++) {
            String told = at(sources, i);
            String named = told.isEmpty() ? current.get(i) : told;
            String source = isByRoot ? below(vhdSource, named) : told;
            String target = at(targets, i);
            if (!source.isEmpty() || !target.isEmpty()) {
                disks.add(new DiskPlace(current.get(i), source, target));
            }
        }
        return new Places(
                target("TargetVmDataRoot"),
                // With all disks told one by one, the root has said all that it can say.
                current.isEmpty() ? vhdSource : "",
                target("TargetVhdDataRoot"),
                Sent.text(sent, "SourceVmDataRoot"),
                Sent.text(sent, "SourceSnapshotDataRoot"),
                disks);
    }

    /**
     * Settings are handed out with a path for every disk, so a root can only be heard if it counts more than they do. It does while
     * they lie in one folder; disks that lie in several are told one by one, and then the root is ignored, as is documented.
     */
    private boolean liesApart() {
        return sources.stream()
                        .filter(source -> !source.isEmpty())
                        .map(source -> plain(folder(source)))
                        .collect(Collectors.toSet())
                        .size()
                > 1;
    }

    private String target(String property) {
        return copy ? Sent.text(sent, property) : "";
    }

    private static String at(List<String> places, int index) {
        return places.isEmpty() ? "" : places.get(index);
    }

    private static String below(String folder, String path) {
        boolean isPosix = folder.startsWith("/");
        String trimmed = folder.replaceAll("[/\\\\]+$", "");
        return trimmed + (isPosix ? "/" : "\\") + path.substring(lastSeparator(path) + 1);
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, lastSeparator(path)));
    }

    private static int lastSeparator(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }

    /** Paths that differ only in what Windows does not tell apart are one. */
    private static String plain(String path) {
        return Names.key(path.replace('\\', '/').replaceAll("/+$", ""));
    }
}
