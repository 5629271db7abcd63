package dev.ferry.endpoint.rest;

import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import dev.ferry.model.transfer.ImportWish.Places;
import dev.ferry.service.PlannedService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What is said of an import, in the order of the document. The paths in it stay text until a node has looked. */
final class ImportBody {
    // Not a record: it has more fields than one may have, and nobody but wish() reads them.
    public String path;
    public String mode;
    public Boolean newId;
    public String name;
    public String target;
    public String node;
    public List<Disk> disks;
    public String vhdSource;
    public String vhdTarget;
    public String stateSource;
    public String snapshotSource;
    public Map<String, String> networks;
    public String mac;
    public Boolean discardSavedState;
    public Boolean plan;
    public String snapshots;

    record Disk(String current, String source, String target) {
        DiskPlace place() {
            return new DiskPlace(RestRefused.required(current, "disks.current"), text(source), text(target));
        }
    }

    boolean isPlan() {
        return Objects.requireNonNullElse(plan, false);
    }

    /** A definition is planned as it is: all that could be said of it here is said of the planned system later. */
    PlannedService.Wish planned() {
        boolean more = Stream.of(
                        mode,
                        name,
                        target,
                        disks,
                        vhdSource,
                        vhdTarget,
                        stateSource,
                        snapshotSource,
                        networks,
                        mac,
                        discardSavedState)
                .anyMatch(Objects::nonNull);
        if (more) {
            throw RestRefused.invalid(
                    "a plan takes only path, snapshots, newId and node",
                    "change the planned system afterwards (PATCH /systems/{id})");
        }
        return new PlannedService.Wish(
                RestRefused.required(path, "path"),
                text(snapshots),
                Objects.requireNonNullElse(newId, false),
                text(node));
    }

    ImportWish wish() {
        if (isPlan() || snapshots != null) {
            throw RestRefused.invalid(
                    isPlan() ? "'plan' cannot be compared" : "'snapshots' is only said of a plan",
                    "plan it, and ask for POST /systems/{id}/validate");
        }
        return new ImportWish(
                RestRefused.required(path, "path"),
                isCopy(RestRefused.required(mode, "mode")),
                Objects.requireNonNullElse(newId, false),
                text(name),
                new Places(
                        text(target),
                        text(vhdSource),
                        text(vhdTarget),
                        text(stateSource),
                        text(snapshotSource),
                        Objects.requireNonNullElse(disks, List.<Disk>of()).stream()
                                .map(Disk::place)
                                .toList()),
                Objects.requireNonNullElse(networks, Map.of()),
                macs(),
                Objects.requireNonNullElse(discardSavedState, false));
    }

    String node() {
        return text(node);
    }

    private static boolean isCopy(String mode) {
        return switch (mode) {
            case "copy" -> true;
            case "register" -> false;
            default -> throw RestRefused.invalid("'mode' is '" + mode + "'", "use copy or register");
        };
    }

    private Macs macs() {
        return switch (text(mac)) {
            case "" -> Macs.WITH_IDENTITY;
            case "keep" -> Macs.KEEP;
            case "new" -> Macs.NEW;
            default -> throw RestRefused.invalid("'mac' is '" + mac + "'", "use keep or new, or leave it out");
        };
    }

    private static String text(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
