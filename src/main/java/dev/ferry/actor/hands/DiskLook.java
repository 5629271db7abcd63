package dev.ferry.actor.hands;

import dev.ferry.format.FormatException;
import dev.ferry.format.disk.DiskFacts;
import dev.ferry.format.disk.DiskPeek;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.ForeignHolder;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at disk files one by one and collects what there is and what is wrong. A differencing disk brings its parent along
 * when that lies beside it; otherwise it would not be found at the target, and is refused.
 */
final class DiskLook {
    private final NodeVolumes volumes;
    private final Map<VolumePath, SourceFile> found = new LinkedHashMap<>();
    private final Map<VolumePath, Long> sizes = new LinkedHashMap<>();
    private final List<VolumePath> chained = new ArrayList<>();
    private final List<Refusal> problems = new ArrayList<>();

    DiskLook(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    List<SourceFile> files() {
        return List.copyOf(found.values());
    }

    List<Refusal> problems() {
        List<Refusal> all = new ArrayList<>(problems);
        clash().ifPresent(all::add);
        return all;
    }

    /** What the guest sees of the disk; the file's own length when nothing tells more. */
    long sizeBytes(VolumePath file) {
        return sizes.getOrDefault(file, 0L);
    }

    /** Takes a file in, with its parents; empty when it cannot be used, which {@link #problems} then explains. */
    Optional<SourceFile> take(VolumePath file, String owner) {
        if (found.containsKey(file)) {
            return Optional.of(found.get(file));
        }
        try {
            Volume volume = volumes.readable(file);
            Optional<FileFacts> facts = volume.stat(file.path());
            if (facts.isEmpty() || !facts.get().isRegular()) {
                problems.add(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "the disk " + file + " of '" + owner + "' is " + (facts.isEmpty() ? "not there" : "not a file"),
                        "bring it back, or say where it is"));
                return Optional.empty();
            }
            return Optional.of(open(volume, file, facts.get(), owner));
        } catch (StorageException e) {
            problems.add(e.refusal());
            return Optional.empty();
        }
    }

    private SourceFile open(Volume volume, VolumePath file, FileFacts facts, String owner) throws StorageException {
        try (VolumeFile open = volume.openRead(file.path())) {
            ForeignHolder.holder(open)
                    .ifPresent(holder -> problems.add(new Refusal(
                            ReturnCode.IN_USE,
                            "the disk " + file + " of '" + owner + "' is held by " + holder,
                            "stop what holds it, then start again")));
            SourceFile source = new SourceFile(file, facts.stamp(), SparseCopy.dataBytes(open));
            found.put(file, source);
            sizes.put(file, facts.sizeBytes());
            Optional<DiskFacts> disk = peek(open, file);
            disk.filter(DiskFacts::extensionAgrees).ifPresent(d -> {
                sizes.put(file, d.virtualSizeBytes());
                if (d.kind().needsParent()) {
                    takeParent(volume, file, d, owner);
                }
            });
            return source;
        }
    }

    /** A file that is not what its name says is carried as it is; only a sound differencing disk has a parent to ask for. */
    private static Optional<DiskFacts> peek(VolumeFile open, VolumePath file) throws StorageException {
        try (FileChannel channel = open.channel(StandardOpenOption.READ)) {
            return Optional.of(DiskPeek.peek(file.fileName(), channel));
        } catch (FormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageException.failed(file + " cannot be read: " + e.getMessage(), "look at the volume");
        }
    }

    private void takeParent(Volume volume, VolumePath child, DiskFacts disk, String owner) {
        chained.add(child);
        List<String> paths = disk.parent().map(claim -> claim.paths()).orElse(List.of());
        for (String path : paths) {
            String plain = path.replace('\\', '/');
            String name = plain.startsWith("./") ? plain.substring(2) : plain;
            boolean beside = !name.contains("/") || isAbsolute(path);
            VolumePath parent = child.parent().child(name.substring(name.lastIndexOf('/') + 1));
            if (beside && exists(volume, parent)) {
                chained.add(parent);
                take(parent, owner);
                return;
            }
        }
        problems.add(new Refusal(
                ReturnCode.NOT_SUPPORTED,
                "the disk " + child + " holds only what differs from its parent (" + String.join(" or ", paths)
                        + "), which does not lie beside it and would not be found at the target",
                "put the parent into the same folder, or merge the disks first"));
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:.*");
    }

    private static boolean exists(Volume volume, VolumePath file) {
        try {
            return volume.stat(file.path()).filter(FileFacts::isRegular).isPresent();
        } catch (StorageException _) {
            return false;
        }
    }

    /** Disks of one chain find each other by name, so none of them may have to be renamed. */
    private Optional<Refusal> clash() {
        for (VolumePath link : chained) {
            String name = link.fileName().toLowerCase(Locale.ROOT);
            boolean twice = found.keySet().stream()
                    .anyMatch(other -> !other.equals(link)
                            && other.fileName().toLowerCase(Locale.ROOT).equals(name));
            if (twice) {
                return Optional.of(new Refusal(
                        ReturnCode.NOT_SUPPORTED,
                        "two disks are called " + link.fileName() + ", and one of them belongs to a chain of "
                                + "differencing disks that would be broken by another name",
                        "rename the other disk first"));
            }
        }
        return Optional.empty();
    }
}
