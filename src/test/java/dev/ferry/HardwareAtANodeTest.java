package dev.ferry;

import static dev.ferry.HardwareClient.DEVICE;
import static dev.ferry.HardwareClient.add;
import static dev.ferry.HardwareClient.all;
import static dev.ferry.HardwareClient.call;
import static dev.ferry.HardwareClient.defined;
import static dev.ferry.HardwareClient.ended;
import static dev.ferry.HardwareClient.leading;
import static dev.ferry.HardwareClient.modify;
import static dev.ferry.HardwareClient.onlyNew;
import static dev.ferry.HardwareClient.remove;
import static dev.ferry.HardwareClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.HardwareClient.Words;
import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    @TempDir
    static Path data;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(TestSettings.of(data));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void givesASystemADiskAndTakesItAwayAgain(Namespace namespace) throws Exception {
        Words words = Words.of(node, namespace);
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
        Words seenBy = Words.of(node, Namespace.valueOf(other));
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
        Words words = Words.of(node, namespace);
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
        assertEquals(32770, unserved.value(), unserved::toString);

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
        assertEquals(32773, gone.value(), gone::toString);
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
