package dev.ferry.format.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.FormatException;
import dev.ferry.format.Samples;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigNode;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.format.config.ConfigXmlWriter;
import dev.ferry.format.config.Leaf;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DefinitionRoundTripTest {
    private static final int CASES = 200;

    @Test
    void carriesEverySettingWithoutATemplate() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            DefinitionSource source = new RandomSettings(seed).source();
            assertCarried(source, DefinitionWriter.write(Optional.empty(), source, DefinitionRoundTripTest::pathText));
        }
    }

    @Test
    void carriesEverySettingThroughTheBytesOfAFile() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            DefinitionSource source = new RandomSettings(seed).source();
            ConfigTree tree = DefinitionWriter.write(Optional.empty(), source, DefinitionRoundTripTest::pathText);
            ConfigTree again = ConfigXmlReader.read("x.xml", ConfigXmlWriter.write("x.xml", tree));
            assertEquals(tree, again);
            assertCarried(source, again);
        }
    }

    /** The template is another system's: of either generation, with other devices and with names that we don't know. */
    @Test
    void carriesEverySettingAndEverythingUnknownThroughATemplate() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            DefinitionSource source = new RandomSettings(seed).source();
            DefinitionSource other = new RandomSettings(seed + 100_000L).source();
            ConfigTree template =
                    withUnknown(DefinitionWriter.write(Optional.empty(), other, DefinitionRoundTripTest::pathText));

            ConfigTree tree = DefinitionWriter.write(Optional.of(template), source, DefinitionRoundTripTest::pathText);

            assertCarried(source, tree);
            assertUnknownIsThere(tree);
        }
    }

    @Test
    void writingTheSameAgainChangesNothing() {
        for (int seed = 0; seed < CASES; seed++) {
            DefinitionSource source = new RandomSettings(seed).source();
            ConfigTree tree =
                    withUnknown(DefinitionWriter.write(Optional.empty(), source, DefinitionRoundTripTest::pathText));
            assertEquals(tree, DefinitionWriter.write(Optional.of(tree), source, DefinitionRoundTripTest::pathText));
        }
    }

    @Test
    void aDeviceThatStaysKeepsWhatIsUnknownInIt() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            DefinitionSource source = new RandomSettings(seed).source();
            ConfigTree tree = DefinitionWriter.write(Optional.empty(), source, DefinitionRoundTripTest::pathText);
            String place = null;
            for (var adapter : source.settings().networkAdapters()) {
                place = Devices.node(adapter.id()) + "/Connection/Feature_x/Data";
                tree = tree.with(place, "kept");
            }
            ConfigTree renamed = DefinitionWriter.write(
                    Optional.of(tree), withName(source, "renamed"), DefinitionRoundTripTest::pathText);
            if (place != null) {
                assertEquals("kept", renamed.string(place).orElseThrow());
            }
            assertCarried(withName(source, "renamed"), renamed);
        }
    }

    @Test
    void theRealFileOf2012R2ComesBackToTheByteWhenNothingChanges() throws Exception {
        assertComesBack("config/D351C151-DAC7-4042-B434-B72D522C1E4A.xml");
        assertComesBack("config/third-party-ascii-declared-utf16.XML");
    }

    private static void assertComesBack(String sample) throws Exception {
        ConfigTree real = ConfigXmlReader.read("real", Samples.bytes(sample));
        ImportedDefinition read = DefinitionReader.read("real", real);
        SystemSettings settings = read.settings()
                .withDrives(read.drives().stream()
                        .map(drive -> new Drive(
                                drive.address(),
                                drive.kind(),
                                drive.path().isEmpty() ? null : new VolumePath("csv1", "", "disk"),
                                0))
                        .toList());
        String path = read.drives().getFirst().path();
        assertEquals(
                real,
                DefinitionWriter.write(Optional.of(real), DefinitionSource.of(read.system(), settings), _ -> path));
    }

    private static void assertCarried(DefinitionSource source, ConfigTree tree) throws FormatException {
        ImportedDefinition read = DefinitionReader.read("x.xml", tree);

        assertEquals(source.system(), read.system());
        assertEquals(
                source.snapshot()
                        .map(part -> new SnapshotOf(
                                part.id().value(),
                                part.parent().map(SnapshotId::value).orElse(""),
                                part.createdAt())),
                Optional.ofNullable(read.snapshot()));
        assertEquals(source.version(), read.version());
        assertEquals(source.saved(), read.saved());
        assertEquals(source.savedFiles(), DefinitionReader.savedFiles("x.xml", tree));
        assertEquals(source.snapshots(), DefinitionReader.snapshots("x.xml", tree));
        assertEquals(source.settings().withDrives(List.of()), read.settings());
        assertEquals(
                source.settings().drives().stream()
                        .map(drive -> new ImportedDrive(
                                drive.address(), drive.kind(), drive.file() == null ? "" : pathText(drive.file())))
                        .toList(),
                read.drives());
        assertManifestIsInOrder(tree);
    }

    private static void assertManifestIsInOrder(ConfigTree tree) {
        List<String> names = tree.branch("manifest").orElseThrow().children().stream()
                .filter(Branch.class::isInstance)
                .map(ConfigNode::name)
                .toList();
        assertEquals(Optional.of(ConfigValue.of(names.size())), tree.value("manifest/size"));
        for (int i = 0; i < names.size(); i++) {
            String number = Integer.toString(1000 + i + 1).substring(1);
            assertEquals("vdev" + number, names.get(i));
        }
    }

    private static ConfigTree withUnknown(ConfigTree tree) {
        Branch metrics = new Branch(
                "metrics",
                List.of(new Leaf("metric", ConfigValue.of("second")), new Leaf("metric", ConfigValue.of("first"))));
        return tree.with(Devices.node(Devices.FIRMWARE) + "/nvram/BootOrder/data", ConfigValue.of(new byte[] {1, 2}))
                .with("_0f2b5b6c-0000-4000-8000-00000000abcd_/Secret", "device")
                .with("manifest/unknown", 5)
                .with("savedstate/unknown", "kept")
                .editing("global_settings/metrics", _ -> metrics);
    }

    private static void assertUnknownIsThere(ConfigTree tree) {
        assertEquals(withUnknown(tree), tree);
        assertEquals(
                2,
                tree.branch("global_settings/metrics").orElseThrow().children().size());
        assertTrue(tree.string("savedstate/unknown").isPresent());
    }

    private static DefinitionSource withName(DefinitionSource source, String name) {
        return new DefinitionSource(
                source.system(),
                source.snapshot(),
                source.settings().withName(name),
                source.version(),
                source.savedFiles(),
                source.snapshots());
    }

    private static String pathText(VolumePath path) {
        return "C:\\ClusterStorage\\" + path.path().replace('/', '\\');
    }
}
