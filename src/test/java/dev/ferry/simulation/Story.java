package dev.ferry.simulation;

import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What there is before a run begins, and what its clients want. */
final class Story {
    private static final int SYSTEMS = 3;

    private final World world;
    private final Fate fate;
    private final List<Client> clients = new ArrayList<>();
    /** Files that are no job's, with what is in them; and by path those that a job may move or remove. */
    private final Map<String, byte[]> users = new TreeMap<>();

    private final Map<SystemId, byte[]> disks = new LinkedHashMap<>();
    private boolean disjoint = true;

    Story(World world) {
        this.world = world;
        this.fate = world.fate().branch();
    }

    static SystemId system(int number) {
        return new SystemId(Guid.derived("simulated system " + number));
    }

    List<Client> clients() {
        return clients;
    }

    Map<String, byte[]> users() {
        return users;
    }

    /** Before this something may still be planned. */
    long quietFrom() {
        return world.profile().equals(Profile.CALM) ? 0 : Nemesis.HEALED;
    }

    long restNanos() {
        return world.profile().equals(Profile.CALM) ? Scheduler.SECONDS : 12 * Scheduler.SECONDS;
    }

    /** Whether no job can come in another's way. */
    boolean isDisjoint() {
        return disjoint;
    }

    void prepare() {
        for (VolumePath volume : List.of(new VolumePath("csv1", "", ""), new VolumePath("csv2", "", ""))) {
            String marker = "{\"format\":\"ferry-volume/1\",\"volumeId\":\"id-" + volume.volume()
                    + "\",\"clusterId\":\"" + World.CLUSTER + "\",\"name\":\"" + volume.volume()
                    + "\",\"shared\":true}";
            world.disk().put(volume.volume() + "/.ferry/volume.json", marker.getBytes(StandardCharsets.UTF_8));
            world.disk().folder(volume.volume() + "/.ferry/tmp");
            world.disk().folder(volume.volume() + "/.ferry/staging");
            world.disk().folder(volume.volume() + "/systems");
            world.disk().folder(volume.volume() + "/exports");
        }
    }

    /** Mostly small; sometimes of several chunks, with holes. */
    private byte[] content() {
        if (!fate.chance(world.profile().isSlow() ? 0.4 : 0.12)) {
            return fate.bytes((int) fate.between(1, 9_000));
        }
        byte[] sparse = new byte[(int) fate.between(2 << 20, 4 << 20)];
        for (int i = 0; i < 4; i++) {
            byte[] piece = fate.bytes((int) fate.between(1, 5_000));
            System.arraycopy(piece, 0, sparse, fate.below(sparse.length - piece.length), piece.length);
        }
        return sparse;
    }

    void makeSystem(int number) {
        SystemId id = system(number);
        String name = "sys" + number;
        VolumePath home = new VolumePath("csv1", "", "systems/" + name);
        VolumePath disk = home.child("Virtual Hard Disks/" + name + ".vhdx");
        Placement placement = new Placement("node1", home.child("Virtual Machines/" + id + ".xml"));
        SystemSettings settings = settings(name, disk);
        Realized realized = new Realized(id, 1, settings, SystemState.OFF, placement, List.of(), null, List.of());
        byte[] bytes = content();
        disks.put(id, bytes);
        put(disk, bytes);
        writeDefinition(realized);
        users.put(path(disk), bytes);
        JobOrder made = Samples.order("made " + name, JobKind.DEFINE, id, new Assignment.Verify(home, 0));
        SimDatabase database = world.database();
        database.append(
                SystemShell.KIND + id,
                0,
                List.of(
                        new SystemEvent.IdentityReserved(made),
                        new SystemEvent.SystemRealized(
                                made.id(), settings, SystemState.OFF, placement, List.of(), Samples.NOW),
                        new SystemEvent.ReservationReleased(made.id())));
        String volume = VolumeShell.KIND + "csv1";
        database.append(
                volume,
                database.events(volume).size(),
                List.of(
                        new VolumeEvent.ClaimsTaken(made.id(), id, List.of(Claim.own(disk)), 0),
                        new VolumeEvent.ClaimsSettled(made.id())));
    }

    private static SystemSettings settings(String name, VolumePath disk) {
        Firmware firmware = new Firmware(
                Guid.derived("bios " + name), "serial", Guid.derived("life " + name), true, List.of("HardDrive"));
        return new SystemSettings(
                name,
                2,
                Memory.fixed(512L << 20),
                2,
                firmware,
                List.of(new Controller(ControllerKind.SCSI, 0, Guid.derived("controller " + name))),
                List.of(new Drive(Samples.scsi(0), DriveKind.HARD_DISK, disk, 1L << 30)),
                List.of(),
                "");
    }

    static String path(VolumePath place) {
        return place.volume() + "/" + place.path();
    }

    private Inode put(VolumePath place, byte[] bytes) {
        return world.disk().put(path(place), bytes);
    }

    private void writeDefinition(Realized system) {
        VolumePath place = system.placement().definition();
        put(place, Templates.definition(system));
    }

    void begin(Wish wish) {
        Client client = new Client(world, "wish", wish);
        clients.add(client);
        client.start(1_500 * Scheduler.MILLIS);
    }

    /** The clients, each with a wish and a time. */
    void begin() {
        int count = (int) fate.between(1, 3);
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wishes.add(wish(i));
        }
        if (fate.chance(0.35)) {
            disjoint = false;
            wishes.add(rival(wishes.getFirst()));
        }
        for (int i = 0; i < wishes.size(); i++) {
            Client client = new Client(world, "wish-" + world.seed() + "-" + i, wishes.get(i));
            clients.add(client);
            client.start(1_500 * Scheduler.MILLIS + fate.skewed(0, 4_000) * Scheduler.MILLIS);
        }
    }

    private SystemId made(int number) {
        if (!disks.containsKey(system(number))) {
            makeSystem(number);
        }
        return system(number);
    }

    private Wish wish(int number) {
        return switch (fate.below(9)) {
            case 0, 1, 2, 3 -> new Wish.Export(made(number), "/csv2/exports/out" + number, false);
            case 4 -> new Wish.Import(folder(number), true, false);
            case 5 -> new Wish.Import(folder(number), true, true);
            case 6 -> new Wish.Import(folder(number), false, false);
            case 7 -> new Wish.Verify(folder(number));
            default -> new Wish.Remove(made(number), fate.chance(0.5));
        };
    }

    private Wish rival(Wish first) {
        return switch (first) {
            case Wish.Export export ->
                fate.chance(0.5)
                        ? new Wish.Remove(export.system(), fate.chance(0.5))
                        : new Wish.Export(made(SYSTEMS - 1), export.directory(), false);
            case Wish.Import wanted ->
                new Wish.Import(fate.chance(0.5) ? wanted.folder() : folder(7), fate.chance(0.6), false);
            case Wish.Remove remove -> new Wish.Export(remove.system(), "/csv2/exports/rival", false);
            case Wish.Verify(var folder) -> new Wish.Import(folder, fate.chance(0.5), false);
        };
    }

    /** An export that somebody brought; all are of one identity for a number below five, and the rival's is too. */
    private String folder(int number) {
        String folder = "csv2/imports/in" + number;
        int identity = number == 7 ? 0 : number;
        if (world.disk().find(folder) == null) {
            Templates.export(identity).forEach((path, bytes) -> {
                world.disk().put(folder + "/" + path, bytes);
                users.put(folder + "/" + path, bytes);
            });
        }
        return "/" + folder;
    }

    /** Somebody puts a file where a job wants to write. */
    void putForeignFile(Fate chance) {
        Client victim = chance.pick(clients);
        if (victim.wish instanceof Wish.Export(var system, var directory, var _)) {
            String name = "sys" + List.of(system(0), system(1), system(2)).indexOf(system);
            String path = directory.substring(1) + "/" + name + "/"
                    + chance.pick(List.of("Virtual Hard Disks/" + name + ".vhdx", "note.txt", "ferry.manifest.json"));
            byte[] bytes = chance.bytes(20);
            if (world.disk().find(path) == null) {
                world.disk().put(path, bytes);
                users.put(path, bytes);
                world.scheduler().note("nemesis", "puts " + path);
            }
        }
    }

    /** Somebody puts a file to where one is about to be published. */
    void beFaster(Inode folder, String name) {
        boolean may = world.profile().meddling() && world.isDisturbed() && !folder.names.containsKey(name);
        if (may && fate.chance(0.02)) {
            String place = world.disk().pathOf(folder);
            if (place != null && !place.contains("/.ferry")) {
                byte[] bytes = fate.bytes(20);
                world.disk().put(place + "/" + name, bytes);
                users.put(place + "/" + name, bytes);
                world.scheduler().note("nemesis", "is faster at " + place + "/" + name);
            }
        }
    }

    void hold(Fate chance, boolean held) {
        Inode file = world.disk().find("csv1/systems/sys" + chance.below(SYSTEMS) + "/Virtual Hard Disks");
        if (file != null) {
            file.names.values().forEach(disk -> {
                disk.heldByForeigner = held;
                world.scheduler().after(3 * Scheduler.SECONDS, () -> disk.heldByForeigner = false);
            });
        }
    }
}
