package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings.Controller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads new resources as changes, and tells by which paths they will be known. One call is all or nothing. */
final class Additions {
    /** What every client sends along and what means nothing of what can be added here. */
    private static final Set<String> MEANINGLESS = Set.of(
            "ElementName",
            "ResourceType",
            "PoolID",
            "ConsumerVisibility",
            "AllocationUnits",
            "VirtualQuantity",
            "VirtualQuantityUnits",
            "Reservation",
            "Limit",
            "Weight",
            "AutomaticAllocation",
            "AutomaticDeallocation",
            "MappingBehavior");

    private static final long READABLE = 1;
    private static final long READ_WRITE = 3;

    private final Scope scope;
    private final Owner owner;
    private final Supplier<UUID> ids;
    private final Set<DriveAddress> taken = new HashSet<>();
    private final List<Controller> controllers;
    private final Wish wish = new Wish(new ArrayList<>(), new ArrayList<>());

    /** The changes, and the path of what each resource that was sent will be. */
    record Wish(List<HardwareChange> changes, List<ObjectPath> paths) {}

    private Additions(Scope scope, Owner owner, Supplier<UUID> ids) {
        this.scope = scope;
        this.owner = owner;
        this.ids = ids;
        this.controllers = new ArrayList<>(owner.controllers(scope));
        owner.bays().forEach(bay -> taken.add(bay.address()));
    }

    static Outcome<Wish> of(Scope scope, Owner owner, List<CimInstance> sent, Supplier<UUID> ids) {
        Additions additions = new Additions(scope, owner, ids);
        Outcome<ObjectPath> last = Refusals.missing("a resource");
        for (CimInstance resource : sent) {
            last = additions.add(resource);
            if (last instanceof Outcome.Refused<ObjectPath>(var refusal)) {
                return Outcome.refused(refusal);
            }
        }
        return last.map(_ -> additions.wish);
    }

    private Outcome<ObjectPath> add(CimInstance sent) {
        long type = Hardware.number(scope, sent, "ResourceType").orElse(0L);
        Optional<ResourceKind> known = ResourceKind.of(scope, type);
        if (known.isEmpty()) {
            return Refusals.notServed(
                    "a " + sent.className() + " of resource type " + type + " cannot be given to a system",
                    "add SCSI controllers, drives, disks and synthetic network adapters");
        }
        ResourceKind kind = known.get();
        return Unserved.none(
                        scope,
                        sent,
                        kind.template(scope, sent.className(), sent.value("ResourceSubType")),
                        served(kind))
                .then(_ -> switch (kind) {
                    case PROCESSOR, MEMORY ->
                        Refusals.<Part>invalid(
                                "'" + owner.settings().name() + "' has its " + kind + " already",
                                "modify the settings that are there");
                    case CONTROLLER -> controller(sent);
                    case DISKETTE_DRIVE -> drive(sent, DriveKind.FLOPPY);
                    case DVD_DRIVE -> drive(sent, DriveKind.DVD);
                    case DISK_DRIVE -> drive(sent, DriveKind.HARD_DISK);
                    case MEDIUM -> medium(sent);
                    case ADAPTER -> adapter(sent);
                    case CONNECTION -> connection(sent);
                })
                .map(part -> {
                    ObjectPath path = scope.path(part.resource().className(scope), "InstanceID", idOf(part));
                    wish.paths().add(path);
                    return path;
                });
    }

    private Set<String> served(ResourceKind kind) {
        Set<String> all = new HashSet<>(MEANINGLESS);
        switch (kind) {
            case PROCESSOR, MEMORY -> all.addAll(kind.changeable(scope));
            case CONTROLLER -> all.addAll(List.of("Address", "VirtualSystemIdentifiers"));
            case DISKETTE_DRIVE, DVD_DRIVE, DISK_DRIVE -> all.addAll(List.of("Parent", slotProperty()));
            case MEDIUM ->
                all.addAll(List.of("Parent", ResourceKind.target(scope), "Access", "Address", "AddressOnParent"));
            case ADAPTER -> {
                all.addAll(kind.changeable(scope));
                all.add("VirtualSystemIdentifiers");
            }
            case CONNECTION -> {
                all.addAll(kind.changeable(scope));
                all.add("Parent");
            }
        }
        return all;
    }

    /** The controllers that this call adds are not among the owner's yet. */
    private String idOf(Part part) {
        return owner.idOf(scope, part);
    }

    private String slotProperty() {
        return ResourceKind.isFirst(scope) ? "Address" : "AddressOnParent";
    }

    private Outcome<Part> controller(CimInstance sent) {
        int number = (int) controllers.stream()
                .filter(one -> one.kind() == ControllerKind.SCSI)
                .count();
        if (number >= ControllerKind.SCSI.controllers()) {
            return Refusals.invalid(
                    "'" + owner.settings().name() + "' has " + number + " SCSI controllers already",
                    "hang the drives on those that are there");
        }
        Controller made = new Controller(ControllerKind.SCSI, number, identifier(sent));
        controllers.add(made);
        wish.changes().add(new HardwareChange.AddController(made));
        return Outcome.ok(new Part.Hub(made));
    }

    private Outcome<Part> drive(CimInstance sent, DriveKind kind) {
        return parent(sent)
                .then(parent -> parent instanceof Part.Hub(var controller)
                        ? slot(sent, controller).then(address -> {
                            taken.add(address);
                            wish.changes().add(new HardwareChange.AddDrive(address, kind));
                            return Outcome.ok(new Part.Bay(address, kind, false));
                        })
                        : Refusals.invalid("Parent of a drive is no controller", "name a controller of the system"));
    }

    private Outcome<DriveAddress> slot(CimInstance sent, Controller controller) {
        ControllerKind kind = controller.kind();
        String text = sent.text(slotProperty()).map(String::strip).orElse("");
        if (text.isEmpty()) {
            for (int slot = 0; slot < kind.slots(); slot++) {
                DriveAddress address = new DriveAddress(kind, controller.number(), slot);
                if (!taken.contains(address)) {
                    return Outcome.ok(address);
                }
            }
            return Refusals.invalid(
                    "the controller " + kind + " " + controller.number() + " has no free slot", "use another one");
        }
        boolean isSlot = text.matches("\\d{1,3}") && Integer.parseInt(text) < kind.slots();
        if (!isSlot) {
            return Refusals.invalid(
                    slotProperty() + " is " + CimFailure.quoted(text),
                    "a " + kind + " controller has slots 0 to " + (kind.slots() - 1));
        }
        DriveAddress address = new DriveAddress(kind, controller.number(), Integer.parseInt(text));
        return taken.contains(address)
                ? Refusals.invalid(
                        "'" + owner.settings().name() + "' has a drive at " + address + " already",
                        "choose a free slot, or leave " + slotProperty() + " out")
                : Outcome.ok(address);
    }

    private Outcome<Part> medium(CimInstance sent) {
        String property = ResourceKind.target(scope);
        Optional<String> path = sent.texts(property).stream().findFirst();
        return parent(sent).then(parent -> switch (parent) {
            case Part.Bay(var address, var _, var isFilled)
            when isFilled ->
                Refusals.<Part>invalid(
                        "the drive at " + address + " of '" + owner.settings().name() + "' is not empty",
                        "modify what is in it, or take that out first");
            case Part.Bay(var address, var kind, var _) ->
                access(sent, kind).then(_ -> FullPath.of(property, path)).map(file -> {
                    wish.changes().add(new HardwareChange.Insert(address, file));
                    return new Part.Medium(address);
                });
            case Part.Hub _, Part.Memory _, Part.Processors _, Part.Medium _, Part.Adapter _, Part.Connection _ ->
                Refusals.invalid("Parent of a disk is no drive", "add a drive first, and name it");
        });
    }

    /** Hard disks are written to, the media of other drives are not. */
    private static Outcome<Boolean> access(CimInstance sent, DriveKind kind) {
        long usual = kind == DriveKind.HARD_DISK ? READ_WRITE : READABLE;
        return Hardware.said(sent, "Access").filter(access -> access != usual).isPresent()
                ? Refusals.notServed("Access to what is in a " + kind + " drive is always " + usual, "leave it out")
                : Outcome.ok(true);
    }

    private Outcome<Part> adapter(CimInstance sent) {
        String id = identifier(sent);
        String mac = sent.text("Address").orElse("");
        boolean isStatic = sent.flag("StaticMacAddress").orElse(false);
        return Switches.of(scope, sent).then(network -> {
            String given = mac.isBlank() ? "00155D" + Guid.derived(id + "mac").substring(0, 6) : mac;
            String name = SettingTexts.changed(scope, sent, "ElementName").orElse("Network Adapter");
            return Switches.adapter(id, name, given, isStatic, network.orElse(""))
                    .map(made -> {
                        wish.changes().add(new HardwareChange.AddAdapter(made));
                        return new Part.Adapter(made);
                    });
        });
    }

    /** Every adapter has its connection: to add one is to lead it somewhere. */
    private Outcome<Part> connection(CimInstance sent) {
        return parent(sent)
                .then(parent -> parent instanceof Part.Adapter(var adapter)
                        ? Switches.of(scope, sent).map(network -> {
                            NetworkAdapter connected = adapter.withNetwork(network.orElse(""));
                            wish.changes().add(new HardwareChange.ModifyAdapter(connected));
                            return new Part.Connection(connected);
                        })
                        : Refusals.invalid(
                                "Parent of a connection is no network adapter", "add an adapter first, and name it"));
    }

    private Outcome<Part> parent(CimInstance sent) {
        String text = sent.text("Parent").orElse("");
        if (text.isBlank()) {
            return Refusals.missing("Parent of a " + sent.className());
        }
        try {
            ObjectPath path = ObjectPath.parse(text);
            return owner.part(scope, Subject.key(path, "InstanceID"));
        } catch (CimFailure e) {
            return Refusals.unreadable("Parent", e);
        }
    }

    private String identifier(CimInstance sent) {
        return sent.texts("VirtualSystemIdentifiers").stream()
                .findFirst()
                .flatMap(InstanceIds::firstGuid)
                .orElseGet(() -> ids.get().toString().toUpperCase(Locale.ROOT));
    }
}
