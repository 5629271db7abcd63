package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static dev.ferry.conformance.Ground.ROOT;
import static dev.ferry.conformance.Plans.path;
import static dev.ferry.conformance.Plans.relative;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.conformance.Plans.Exported;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.format.config.ConfigXmlWriter;
import dev.ferry.format.definition.DefinitionReader;
import dev.ferry.format.definition.DefinitionSource;
import dev.ferry.format.definition.DefinitionSource.SnapshotPart;
import dev.ferry.format.definition.DefinitionWriter;
import dev.ferry.format.definition.SnapshotLink;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients do with planned systems, at a real node: import a definition, look, repair, validate, realize or drop. */
@Timeout(300)
class PlannedAtANodeTest {
    @TempDir
    static Path folder;

    private static Ground ground;

    @BeforeAll
    static void start() throws IOException {
        ground = Ground.start(folder);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void carriesASystemThroughItsPlan(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Plans plans = new Plans(client, ground);
        Orders orders = new Orders(client);
        String name = "planned-in-" + namespace.name().toLowerCase(Locale.ROOT);
        Exported exported = plans.exported(name);
        assertEquals(
                32779,
                client.call(
                                "ImportSystemDefinition",
                                given("SystemDefinitionFile", exported.liveDefinition()),
                                given("GenerateNewSystemIdentifier", "true"))
                        .value());
        client.completed(orders.destroy(exported.system()));

        CimInstance job = client.completed(plans.imported(exported));
        assertEquals(61, job.number("JobType").orElseThrow());
        CimInstance planned = plans.planned(job);
        CimInstance effect =
                client.only("REFERENCES OF {" + relative(job) + "} WHERE ResultClass=Msvm_AffectedJobElement");
        assertEquals(CimValue.uint16s(List.of(5)), effect.value("ElementEffects"));
        assertEquals(exported.guid(), planned.text("Name").orElseThrow());
        assertEquals(name, planned.text("ElementName").orElseThrow());
        assertEquals("anna", planned.text("PrimaryOwnerName").orElseThrow());
        assertEquals(
                List.of(planned),
                client.all("SELECT * FROM Msvm_PlannedComputerSystem WHERE ElementName = '" + name + "'"));
        assertEquals(List.of(), client.all("SELECT * FROM Msvm_ComputerSystem WHERE Name = '" + exported.guid() + "'"));
        Returned again = plans.imported(exported);
        assertEquals(32774, again.value(), again::toString);

        CimInstance settings = plans.settings(path(planned));
        assertEquals(
                "Microsoft:Hyper-V:System:Planned",
                settings.text("VirtualSystemType").orElseThrow());
        Path disk = plans.file(plans.disk(settings).texts("HostResource").getFirst());
        Path away = disk.resolveSibling("away.raw");
        Files.move(disk, away);
        assertEquals(List.of("60002"), plans.problems(planned));
        assertEquals(32775, plans.realize(planned).value());
        Files.move(away, disk);
        assertEquals(List.of(), plans.problems(planned));

        CimInstance system = realized(plans, planned, settings, name);
        assertEquals(exported.guid(), system.text("Name").orElseThrow());
        CimInstance now = plans.settings(path(system));
        assertEquals(ROOT + "homes\\" + name, now.text("ConfigurationDataRoot").orElseThrow());
        assertEquals(disk, plans.file(plans.disk(now).texts("HostResource").getFirst()));
        assertEquals(exported.hardware(), plans.hardware(now));
        assertEquals(
                32775,
                client.call("DestroySystem", given("AffectedSystem", path(planned)))
                        .value());
        assertTrue(client.find(path(system)).isPresent());
    }

    /** With another name and a place of its own. */
    private static CimInstance realized(Plans plans, CimInstance planned, CimInstance settings, String name)
            throws CimFailure {
        CimClient client = plans.client();
        CimInstance changed = settings.with("ElementName", CimValue.of(name + " again"))
                .with("ConfigurationDataRoot", CimValue.of(ROOT + "homes\\" + name));
        assertEquals(
                0,
                client.call("ModifySystemSettings", given("SystemSettings", client.text(changed)))
                        .value());
        CimInstance job = client.completed(plans.realize(planned));
        assertEquals(141, job.number("JobType").orElseThrow());
        CimInstance system = client.only("ASSOCIATORS OF {" + relative(job)
                + "} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=Msvm_ComputerSystem");
        assertEquals(name + " again", system.text("ElementName").orElseThrow());
        assertEquals(3, system.number("EnabledState").orElseThrow());
        Ground.becomes(true, () -> client.find(path(planned)).isEmpty());
        return system;
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void tellsAllThatIsWrongAndTakesSnapshotsLater(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Plans plans = new Plans(client, ground);
        Orders orders = new Orders(client);
        String name = "broken-in-" + namespace.name().toLowerCase(Locale.ROOT);
        Exported exported = plans.exported(name);
        client.completed(orders.destroy(exported.system()));
        SnapshotId snapshot = new SnapshotId(Guid.derived(name));
        Path snapshots = ground.volume().resolve("snapshots-of-" + name);
        breakDefinition(exported.definition(), snapshot, snapshots);

        client.completed(plans.imported(exported));
        CimInstance planned =
                client.only("SELECT * FROM Msvm_PlannedComputerSystem WHERE ElementName = '" + name + "'");
        assertEquals(
                "Microsoft:Hyper-V:Snapshot:Missing",
                client.only("ASSOCIATORS OF {" + relative(planned) + "} WHERE AssocClass=Msvm_ElementSettingData")
                        .text("VirtualSystemType")
                        .orElseThrow());
        assertEquals(List.of("33012", "60001"), plans.problems(planned));

        Returned added = client.call(
                "ImportSnapshotDefinitions",
                given("PlannedSystem", path(planned)),
                given("SnapshotFolder", ROOT + "snapshots-of-" + name));
        CimInstance job = client.completed(added);
        CimInstance found =
                client.only("ASSOCIATORS OF {" + relative(planned) + "} WHERE AssocClass=Msvm_ElementSettingData");
        assertEquals(
                "Microsoft:Hyper-V:Snapshot:Planned",
                found.text("VirtualSystemType").orElseThrow());
        assertEquals(
                CimValue.array(
                        CimType.REFERENCE, List.of(CimValue.of(found.path().orElseThrow()))),
                added.out().find("ImportedSnapshots").orElseThrow().value());
        assertEquals(
                List.of(found),
                client.all("ASSOCIATORS OF {" + relative(job) + "} WHERE ResultClass=Msvm_VirtualSystemSettingData"));
        assertEquals(List.of("33012"), plans.problems(planned));

        CimInstance error = plans.errors(planned).getFirst();
        assertEquals(List.of("Production"), error.texts("MessageArguments"));
        assertTrue(error.text("Message").orElseThrow().contains("Ethernet switch 'Production'"), error::toString);
        assertEquals(
                planned.path().orElseThrow().toString(),
                error.text("ErrorSource").orElseThrow());

        assertEquals(
                0,
                client.call(
                                client.service("Msvm_VirtualSystemSnapshotService"),
                                "DestroySnapshot",
                                given("AffectedSnapshot", path(found)))
                        .value());
        Ground.becomes(true, () -> client.find(path(found)).isEmpty());
        assertEquals(
                0,
                client.call("DestroySystem", given("AffectedSystem", path(planned)))
                        .value());
        Ground.becomes(true, () -> client.find(path(planned)).isEmpty());
        assertTrue(Files.exists(exported.definition()), "a plan that goes leaves what it was read from");
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void tellsAFolderThatIsNoPlaceAmongEverythingElse(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Plans plans = new Plans(client, ground);
        String name = "homeless-in-" + namespace.name().toLowerCase(Locale.ROOT);
        Returned defined =
                new Orders(client).define("DefinePlannedSystem", name, List.of(Ground.path(Plans.disk(name))));
        CimInstance planned = client.get(CimClient.path(defined, "ResultingSystem"));
        CimInstance settings =
                plans.settings(path(planned)).with("ConfigurationDataRoot", CimValue.of("X:\\elsewhere"));
        assertEquals(
                0,
                client.call("ModifySystemSettings", given("SystemSettings", client.text(settings)))
                        .value());
        assertEquals(List.of("60002", "60015"), plans.problems(planned));
        Returned refused = plans.realize(planned);
        assertEquals(32775, refused.value(), refused::toString);
        String why = refused.why().orElseThrow().message();
        assertTrue(why.contains("60002: ") && why.contains("60015: ") && why.contains("X:\\elsewhere"), why);
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void plansASystemThatNoFileDefines(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Plans plans = new Plans(client, ground);
        Orders orders = new Orders(client);
        String name = "thought-of-in-" + namespace.name().toLowerCase(Locale.ROOT);
        Returned defined = orders.define("DefinePlannedSystem", name, List.of(Ground.path(Plans.disk(name))));
        CimInstance planned = client.get(CimClient.path(defined, "ResultingSystem"));
        assertEquals(List.of("60002"), plans.problems(planned));
        ground.disk(Plans.disk(name));
        client.completed(plans.realize(planned));
        CimInstance system = client.only("SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '" + name + "'");
        assertEquals(planned.text("Name"), system.text("Name"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void isRealizedOnceItIsConnectedToASwitchThatIsThere(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Plans plans = new Plans(client, ground);
        String name = "unplugged-in-" + namespace.name().toLowerCase(Locale.ROOT);
        Exported exported = plans.exported(name);
        client.completed(new Orders(client).destroy(exported.system()));
        breakDefinition(
                exported.definition(),
                new SnapshotId(Guid.derived(name)),
                ground.volume().resolve("snapshots-of-" + name));
        CimInstance planned = plans.planned(client.completed(plans.imported(exported)));
        client.completed(client.call(
                "ImportSnapshotDefinitions",
                given("PlannedSystem", path(planned)),
                given("SnapshotFolder", ROOT + "snapshots-of-" + name)));
        assertEquals(List.of("33012"), plans.problems(planned));

        CimInstance connection = client.only("ASSOCIATORS OF {" + relative(plans.settings(path(planned)))
                + "} WHERE ResultClass=Msvm_EthernetPortAllocationSettingData");
        CimInstance there =
                ground.in(Namespace.V2).only("SELECT * FROM Msvm_VirtualEthernetSwitch WHERE ElementName = 'lan'");
        String repaired = client.text(connection.with(
                "HostResource", CimValue.strings(List.of(path(there).toString()))));
        Returned modified =
                client.call("ModifyResourceSettings", given("ResourceSettings", CimValue.strings(List.of(repaired))));
        assertEquals(0, modified.value(), modified::toString);
        assertEquals(List.of(), plans.problems(planned));
        client.completed(plans.realize(planned));
        Ground.becomes(
                "lan", () -> ground.get("/systems/" + planned.text("Name").orElseThrow())
                        .path("networkAdapters")
                        .path(0)
                        .path("network")
                        .asText());
    }

    /** With a switch that is not here, and a snapshot whose definition is somewhere else. */
    private static void breakDefinition(Path file, SnapshotId snapshot, Path elsewhere) throws Exception {
        ConfigTree tree = ConfigXmlReader.read(file.toString(), Files.readAllBytes(file));
        ImportedDefinition read = DefinitionReader.read(file.toString(), tree);
        SystemSettings settings = read.settings()
                .withDrives(IntStream.range(0, read.drives().size())
                        .mapToObj(i -> new Drive(
                                read.drives().get(i).address(),
                                read.drives().get(i).kind(),
                                new VolumePath("local", "", String.valueOf(i)),
                                0))
                        .toList());
        NetworkAdapter adapter = new NetworkAdapter(Guid.derived("nic"), "Network Adapter", "", false, "Production");
        write(
                file,
                tree,
                read,
                new DefinitionSource(
                        read.system(),
                        Optional.empty(),
                        settings.withNetworkAdapters(List.of(adapter)),
                        "5.0",
                        Optional.empty(),
                        List.of(new SnapshotLink(snapshot, Optional.empty()))));
        Files.createDirectories(elsewhere);
        write(
                elsewhere.resolve(snapshot + ".xml"),
                tree,
                read,
                new DefinitionSource(
                        read.system(),
                        Optional.of(new SnapshotPart(snapshot, Optional.empty(), Instant.EPOCH)),
                        settings.withName("before"),
                        "5.0",
                        Optional.empty(),
                        List.of()));
    }

    private static void write(Path file, ConfigTree template, ImportedDefinition read, DefinitionSource source)
            throws Exception {
        ConfigTree tree = DefinitionWriter.write(Optional.of(template), source, place -> read.drives()
                .get(Integer.parseInt(place.path()))
                .path());
        Files.write(file, ConfigXmlWriter.write(file.toString(), tree));
    }
}
