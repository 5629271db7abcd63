package dev.ferry.cim.transfer;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.Places;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Msvm_VirtualSystemImportSettingData: filled in from what a folder holds, and read again after a client has edited it. */
public final class ImportSettingDataV1 {
    static final String CLASS = "Msvm_VirtualSystemImportSettingData";
    private static final String TITLE = "Virtual System Import Setting Data";

    private ImportSettingDataV1() {}

    /** What to look for so that the settings can be filled in: a copy with a new identity, and nothing said of places. */
    public static ImportWish firstLook(String directory) {
        return wish(directory, CimInstance.of(CLASS), new Places("", "", "", "", "", List.of()), Map.of());
    }

    /** As GetVirtualSystemImportSettingData hands it out. The same folder always has the same InstanceID. */
    public static CimInstance prefilled(ImportInventory inventory, Scope scope, Function<VolumePath, String> windows) {
        Making making = scope.make(CLASS)
                .set("InstanceID", InstanceIds.settings(Guid.derived("import:" + inventory.folder())))
                .set("Caption", TITLE)
                .set("Description", "Microsoft " + TITLE)
                .set("ElementName", "Microsoft " + TITLE)
                .set("Name", inventory.system().content().settings().name());
        Map<String, String> disks = disks(inventory, windows);
        if (!disks.isEmpty()) {
            making.texts("CurrentResourcePaths", disks.keySet()).texts("SourceResourcePaths", disks.values());
        }
        List<String> networks = networks(inventory);
        return (networks.isEmpty() ? making : making.texts("SourceNetworkConnections", networks)).embedded();
    }

    /** Each disk once, also when a snapshot has it too; "" for one that was not found. */
    private static Map<String, String> disks(ImportInventory inventory, Function<VolumePath, String> windows) {
        Map<String, String> disks = new LinkedHashMap<>();
        Stream.concat(Stream.of(inventory.system()), inventory.snapshots().stream())
                .flatMap(found -> found.drives().stream())
                .filter(drive ->
                        drive.kind() == DriveKind.HARD_DISK && !drive.current().isEmpty())
                .forEach(drive -> disks.putIfAbsent(drive.current(), source(drive, windows)));
        return disks;
    }

    private static String source(FoundDrive drive, Function<VolumePath, String> windows) {
        return drive.file() == null ? "" : windows.apply(drive.file().path());
    }

    private static List<String> networks(ImportInventory inventory) {
        return inventory.system().content().settings().networkAdapters().stream()
                .map(NetworkAdapter::network)
                .filter(network -> !network.isEmpty())
                .distinct()
                .toList();
    }

    /** A text that is null or blank means settings as they are handed out. */
    public static Outcome<ImportWish> read(String directory, String text, Schema schema) {
        return Sent.read(text, schema, CLASS).then(sent -> of(directory, sent));
    }

    public static Outcome<ImportWish> read(String directory, CimInstance sent, Schema schema) {
        return Sent.typed(sent, schema, CLASS).then(typed -> of(directory, typed));
    }

    private static Outcome<ImportWish> of(String directory, CimInstance sent) {
        return ImportPlacesV1.of(sent, isCopy(sent))
                .then(places -> networks(sent).map(networks -> wish(directory, sent, places, networks)));
    }

    private static ImportWish wish(String directory, CimInstance sent, Places places, Map<String, String> networks) {
        return new ImportWish(
                directory,
                isCopy(sent),
                Sent.flag(sent, "GenerateNewId", true),
                Sent.text(sent, "Name"),
                places,
                networks,
                Macs.WITH_IDENTITY,
                false,
                Sent.text(sent, "SecurityScope"));
    }

    private static boolean isCopy(CimInstance sent) {
        return Sent.flag(sent, "CreateCopy", true);
    }

    /** By their names, so adapters of one network go to one network. An empty target leaves a network what it is. */
    private static Outcome<Map<String, String>> networks(CimInstance sent) {
        List<String> sources = Sent.places(sent, "SourceNetworkConnections");
        List<String> targets = Sent.places(sent, "TargetNetworkConnections");
        if (!targets.isEmpty() && targets.size() != sources.size()) {
            return Outcome.refused(lengths("TargetNetworkConnections", targets, "SourceNetworkConnections", sources));
        }
        Map<String, String> networks = new LinkedHashMap<>();
        List<String> torn = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String target = targets.get(i).isEmpty() ? sources.get(i) : targets.get(i);
            String other = networks.putIfAbsent(sources.get(i), target);
            if (other != null && !other.equals(target)) {
                torn.add(sources.get(i));
            }
        }
        return torn.isEmpty()
                ? Outcome.ok(networks)
                : Outcome.refused(Sent.unsupported(
                        "adapters of the network '" + torn.getFirst() + "' cannot be connected to different networks",
                        "import with one of them, and change the others afterwards"));
    }

    static Refusal lengths(String one, List<String> ones, String other, List<String> others) {
        return Sent.invalid(
                one + " has " + ones.size() + " elements, and " + other + " has " + others.size(),
                "give as many, in the same order; an empty element means the default");
    }
}
