package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Caller;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gives a system disks and an adapter at a real node, finds them elsewhere, and takes them away. */
@Timeout(300)
class HardwareAtANodeTest {
    private static final String ROOT = "C:\\Ferry\\";
    private static final String DEVICE = "Msvm_ResourceAllocationSettingData";
    private static final Caller ANNA = new Caller("anna", "test", "127.0.0.1");

    @TempDir
    static Path data;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(Settings.load(null, Map.of("ferry.http.port", "0", "ferry.node.name", "node1"), data));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** The words of one generation of namespaces. */
    private record Words(
            ServedNamespace served,
            boolean isFirst,
            String add,
            String modify,
            String remove,
            String resources,
            String added) {
        static Words of(Namespace namespace) {
            boolean isFirst = namespace == Namespace.V1;
            String suffix = isFirst ? "VirtualSystemResources" : "ResourceSettings";
            return new Words(
                    node.namespaces().of(namespace),
                    isFirst,
                    "Add" + suffix,
                    "Modify" + suffix,
                    "Remove" + suffix,
                    isFirst ? "ResourceSettingData" : "ResourceSettings",
                    isFirst ? "NewResources" : "ResultingResourceSettings");
        }

        String mediumClass() {
            return isFirst ? DEVICE : "Msvm_StorageAllocationSettingData";
        }

        String target() {
            return isFirst ? "Connection" : "HostResource";
        }

        int driveType() {
            return isFirst ? 22 : 17;
        }

        int mediumType() {
            return isFirst ? 21 : 31;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void givesASystemADiskAndTakesItAwayAgain(Namespace namespace) throws Exception {
        Words words = Words.of(namespace);
        String name = "fitted-" + namespace.name().toLowerCase(Locale.ROOT);
        ObjectPath system = defined(words, name, disk(name + "-0.raw"));
        String guid = system.key("Name").text();

        ObjectPath drive = onlyNew(
                words,
                add(
                        words,
                        guid,
                        resource(
                                DEVICE,
                                words.driveType(),
                                "Parent",
                                scsi(words, guid).toString())));
        assertTrue(words.served().objects().find(words.served().scope(), drive).isPresent(), drive::toString);
        CimInstance medium = resource(words.mediumClass(), words.mediumType(), "Parent", drive.toString());
        Returned attached = add(words, guid, leading(words, medium, disk(name + "-1.raw")));
        ObjectPath image = onlyNew(words, attached);

        String file = ROOT + "disks\\" + name + "-1.raw";
        CimInstance shown = words.served().objects().get(words.served().scope(), image);
        assertEquals(List.of(file), shown.texts(words.target()));
        String other = words.isFirst() ? "V2" : "V1";
        Words seenBy = Words.of(Namespace.valueOf(other));
        assertTrue(
                all(seenBy, "SELECT * FROM " + seenBy.mediumClass()).stream()
                        .anyMatch(one -> one.texts(seenBy.target()).contains(file)),
                other);
        assertTrue(definition(guid).contains(name + "-1.raw"));

        String stolen = name + "-thief";
        String thief = defined(words, stolen, disk(stolen + ".raw")).key("Name").text();
        ObjectPath hollow = onlyNew(
                words,
                add(
                        words,
                        thief,
                        resource(
                                DEVICE,
                                words.driveType(),
                                "Parent",
                                scsi(words, thief).toString())));
        CimInstance theft = resource(words.mediumClass(), words.mediumType(), "Parent", hollow.toString());
        Returned refused = add(words, thief, leading(words, theft, file));
        assertEquals(32774, refused.value(), refused::toString);
        assertTrue(refused.why().orElseThrow().message().contains(name), refused::toString);

        exports(words, system, name);
        ended(words, remove(words, system, image, drive));
        assertEquals(
                Optional.empty(), words.served().objects().find(words.served().scope(), drive));
        assertFalse(definition(guid).contains(name + "-1.raw"));
        onlyNew(words, add(words, thief, leading(words, theft, file)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void changesMemoryProcessorsAndAdapters(Namespace namespace) throws Exception {
        Words words = Words.of(namespace);
        String name = "tuned-" + namespace.name().toLowerCase(Locale.ROOT);
        ObjectPath system = defined(words, name, disk(name + ".raw"));
        String guid = system.key("Name").text();
        CimInstance memory = one(words, "Msvm_MemorySettingData", guid);
        CimInstance processors = one(words, "Msvm_ProcessorSettingData", guid);

        Returned same = modify(words, system, memory);
        assertEquals(0, same.value(), same::toString);
        ended(
                words,
                modify(
                        words,
                        system,
                        memory.with("VirtualQuantity", CimValue.uint64(768)),
                        processors.with("VirtualQuantity", CimValue.uint64(3))));
        assertEquals(
                768,
                one(words, "Msvm_MemorySettingData", guid)
                        .number("VirtualQuantity")
                        .orElseThrow());
        assertEquals(
                3,
                one(words, "Msvm_ProcessorSettingData", guid)
                        .number("VirtualQuantity")
                        .orElseThrow());
        Returned unserved = modify(words, system, processors.with("Limit", CimValue.uint64(50_000)));
        assertEquals(words.isFirst() ? 32770 : 1, unserved.value(), unserved::toString);

        ObjectPath adapter = onlyNew(
                words,
                add(
                        words,
                        guid,
                        CimInstance.of("Msvm_SyntheticEthernetPortSettingData")
                                .with("ElementName", CimValue.of("second"))
                                .with("Address", CimValue.of("00155D0A0B0C"))
                                .with("StaticMacAddress", CimValue.of(true))));
        assertEquals(
                "second",
                words.served()
                        .objects()
                        .get(words.served().scope(), adapter)
                        .text("ElementName")
                        .orElseThrow());
        assertTrue(definition(guid).contains("00-15-5D-0A-0B-0C"));
        ended(words, remove(words, system, adapter));
        Returned gone = remove(words, system, adapter);
        assertEquals(words.isFirst() ? 32773 : 4, gone.value(), gone::toString);
    }

    private static void exports(Words words, ObjectPath system, String name) throws Exception {
        boolean first = words.isFirst();
        CimInstance wanted = CimInstance.of("Msvm_VirtualSystemExportSettingData")
                .with("CreateVmExportSubdirectory", CimValue.of(true));
        ended(
                words,
                call(
                        words,
                        first ? "ExportVirtualSystemEx" : "ExportSystemDefinition",
                        new Property("ComputerSystem", CimValue.of(system)),
                        new Property("ExportDirectory", CimValue.of(ROOT + "out")),
                        new Property("ExportSettingData", CimValue.of(text(words, wanted)))));
        assertTrue(Files.exists(
                data.resolve("volumes/local/out").resolve(name).resolve("Virtual Hard Disks/" + name + "-1.raw")));
    }

    private static CimInstance resource(String className, int type, String property, String text) {
        return CimInstance.of(className)
                .with("ResourceType", CimValue.uint16(type))
                .with(property, CimValue.of(text));
    }

    private static CimInstance leading(Words words, CimInstance medium, String file) {
        return medium.with(words.target(), CimValue.strings(List.of(file)));
    }

    private static ObjectPath scsi(Words words, String guid) throws CimFailure {
        return all(words, "SELECT * FROM " + DEVICE + " WHERE ResourceType = 6").stream()
                .map(instance -> instance.path().orElseThrow())
                .filter(path -> path.key("InstanceID").text().contains(guid))
                .findFirst()
                .orElseThrow();
    }

    private static CimInstance one(Words words, String className, String guid) throws CimFailure {
        return all(words, "SELECT * FROM " + className).stream()
                .filter(instance -> instance.text("InstanceID").orElseThrow().startsWith("Microsoft:" + guid + "\\"))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectPath defined(Words words, String name, String disk) throws CimFailure {
        boolean first = words.isFirst();
        CimInstance settings = CimInstance.of(
                        first ? "Msvm_VirtualSystemGlobalSettingData" : "Msvm_VirtualSystemSettingData")
                .with("ElementName", CimValue.of(name));
        CimInstance medium =
                CimInstance.of(words.mediumClass()).with("ResourceType", CimValue.uint16(words.mediumType()));
        Returned answer = call(
                words,
                first ? "DefineVirtualSystem" : "DefineSystem",
                new Property(first ? "SystemSettingData" : "SystemSettings", CimValue.of(text(words, settings))),
                new Property(words.resources(), CimValue.strings(List.of(text(words, leading(words, medium, disk))))));
        assertEquals(0, answer.value(), answer::toString);
        return assertInstanceOf(
                        CimValue.Reference.class,
                        answer.out()
                                .find(first ? "DefinedSystem" : "ResultingSystem")
                                .orElseThrow()
                                .value())
                .path();
    }

    private static Returned add(Words words, String guid, CimInstance resource) throws CimFailure {
        ObjectPath target = words.isFirst()
                ? words.served()
                        .scope()
                        .path("Msvm_ComputerSystem", "CreationClassName", "Msvm_ComputerSystem", "Name", guid)
                : words.served().scope().path("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid);
        return call(
                words,
                words.add(),
                new Property(words.isFirst() ? "TargetSystem" : "AffectedConfiguration", CimValue.of(target)),
                new Property(words.resources(), CimValue.strings(List.of(text(words, resource)))));
    }

    private static ObjectPath onlyNew(Words words, Returned added) throws CimFailure {
        ended(words, added);
        CimValue made = added.out().find(words.added()).orElseThrow().value();
        CimValue.Array all = assertInstanceOf(CimValue.Array.class, made);
        assertEquals(1, all.elements().size());
        return assertInstanceOf(CimValue.Reference.class, all.elements().getFirst())
                .path();
    }

    private static Returned modify(Words words, ObjectPath system, CimInstance... resources) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (CimInstance resource : resources) {
            texts.add(text(words, resource));
        }
        List<Property> given = new ArrayList<>(List.of(new Property(words.resources(), CimValue.strings(texts))));
        if (words.isFirst()) {
            given.add(new Property("ComputerSystem", CimValue.of(system)));
        }
        return call(words, words.modify(), given.toArray(Property[]::new));
    }

    private static Returned remove(Words words, ObjectPath system, ObjectPath... resources) throws CimFailure {
        List<Property> given =
                new ArrayList<>(List.of(new Property(words.resources(), CimValue.references(List.of(resources)))));
        if (words.isFirst()) {
            given.add(new Property("TargetSystem", CimValue.of(system)));
        }
        return call(words, words.remove(), given.toArray(Property[]::new));
    }

    private static String text(Words words, CimInstance instance) throws CimFailure {
        return EmbeddedText.write(instance, words.served().scope().schema());
    }

    private static Returned call(Words words, String method, Property... given) throws CimFailure {
        ServedNamespace served = words.served();
        ObjectPath service = all(words, "SELECT * FROM Msvm_VirtualSystemManagementService")
                .getFirst()
                .path()
                .orElseThrow();
        return served.invoker().invoke(served.scope(), new Call(ANNA, true, service, method, List.of(given)));
    }

    private static void ended(Words words, Returned started) throws CimFailure {
        assertEquals(4096, started.value(), started::toString);
        ObjectPath path = assertInstanceOf(
                        CimValue.Reference.class,
                        started.out().find("Job").orElseThrow().value())
                .path();
        Await.until(Duration.ofMinutes(1), () -> path + " ends", () -> state(words, path) != 4);
        CimInstance job = words.served().objects().get(words.served().scope(), path);
        assertEquals(7, job.number("JobState").orElseThrow(), job::toString);
        assertEquals(0, job.number("ErrorCode").orElseThrow(), job::toString);
    }

    private static long state(Words words, ObjectPath job) {
        try {
            return words.served()
                    .objects()
                    .get(words.served().scope(), job)
                    .number("JobState")
                    .orElseThrow();
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    private static List<CimInstance> all(Words words, String query) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = words.served()
                    .objects()
                    .query(words.served().scope(), Query.parse(query), new Paging(100, next.get()));
            all.addAll(page.instances());
            next = page.next();
        }
        return all;
    }

    private static String disk(String name) throws IOException {
        Path file = data.resolve("volumes/local/disks").resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[1 << 20];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        return ROOT + "disks\\" + name;
    }

    /** What the system's own file on the disk says. */
    private static String definition(String guid) throws IOException {
        try (var files = Files.walk(data.resolve("volumes/local"))) {
            Path file = files.filter(path -> path.getFileName().toString().equals(guid + ".xml")
                            && !path.toString().contains("/out/"))
                    .findFirst()
                    .orElseThrow();
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_16LE);
        }
    }
}
