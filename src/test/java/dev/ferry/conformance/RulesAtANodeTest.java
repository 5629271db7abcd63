package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documented rules that no other test shows, at a real node. Those that are declared are with {@link DeclaredRulesTest}. */
@Timeout(300)
class RulesAtANodeTest {
    private static final int ITEMS_MAX = 128;
    private static final String NOT_SUPPORTED = "Not Supported";
    private static final long STANDARD = 32770;

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

    private static String guid(ObjectPath system) {
        return system.key("Name").text();
    }

    @Test
    void importsOneFolderAsOftenAsItIsCopied() throws Exception {
        CimClient v1 = ground.in(Namespace.V1);
        Orders orders = new Orders(v1);
        ObjectPath original = orders.defined("gold", ground.disk("disks/gold.raw"));
        v1.completed(orders.export(original, Ground.path("gold"), null));
        Trace before = Trace.of(ground.volume().resolve("gold"), Map.of());
        Set<String> identities = new TreeSet<>(Set.of(guid(original)));
        for (String copy : List.of("copy 1", "copy 2")) {
            ObjectPath made = v1.affected(v1.completed(orders.importing(
                    Ground.path("gold"), given("Name", copy), given("TargetVmDataRoot", Ground.path(copy)))));
            assertTrue(identities.add(guid(made)), made::toString);
            assertTrue(Files.exists(ground.volume().resolve(copy + "/Virtual Hard Disks/gold.raw")));
        }
        assertEquals(
                List.of(), Trace.of(ground.volume().resolve("gold"), Map.of()).against(before));
    }

    @Test
    void givesASystemThatIsThereATwinOnlyUnderAnotherIdentity() throws Exception {
        CimClient v1 = ground.in(Namespace.V1);
        Orders orders = new Orders(v1);
        ObjectPath original = orders.defined("tracked");
        v1.completed(orders.export(original, Ground.path("tracked"), null));
        assertEquals(32774, inPlace(v1, "tracked", "false").value());
        ObjectPath twin = v1.affected(v1.completed(inPlace(v1, "tracked", "true")));
        assertNotEquals(guid(original), guid(twin));
    }

    /** With the flag as a text, as scripts send what they read from their command line. */
    private static Returned inPlace(CimClient v1, String directory, String isNew) throws CimFailure {
        return v1.call(
                "ImportVirtualSystem", given("ImportDirectory", Ground.path(directory)), given("GenerateNewID", isNew));
    }

    /** The cluster turns it off first. */
    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void destroysNoSystemThatRunsAndNoDisk(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        Orders orders = new Orders(client);
        String disk = "disks/lasting-" + namespace + ".raw";
        ObjectPath system = orders.defined("lasting " + namespace, ground.disk(disk));
        assertEquals(0, orders.state(system, 2).value());
        if (namespace != Namespace.CLUSTER) {
            assertEquals(32775, orders.destroy(system).value());
            assertTrue(client.find(system).isPresent());
            assertEquals(0, orders.state(system, 3).value());
        }
        client.completed(orders.destroy(system));
        Ground.becomes(true, () -> client.find(system).isEmpty());
        assertTrue(Files.exists(ground.volume().resolve(disk)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void tellsWhatIsInDefinitionFilesInTheirOrderAndNothingElse(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        List<String> files = new ArrayList<>();
        for (String name : List.of("peeked a", "peeked b")) {
            ObjectPath system = new Orders(client).defined(name + namespace);
            files.add(ground.get("/systems/" + guid(system))
                    .path("definitionFile")
                    .asText());
        }
        Returned answer =
                client.call("GetDefinitionFileSummaryInformation", given("DefinitionFiles", CimValue.strings(files)));
        assertEquals(0, answer.value(), answer::toString);
        List<String> names = new ArrayList<>();
        for (CimValue text : ((CimValue.Array) CimClient.value(answer, "SummaryInformation")).elements()) {
            CimInstance summary = EmbeddedText.read(text.text(), client.scope().schema());
            names.add(summary.text("ElementName").orElseThrow());
            Set<String> told = new TreeSet<>(summary.properties().stream()
                    .filter(property -> !property.value().isNull())
                    .map(Property::name)
                    .toList());
            assertTrue(Set.of("CreationTime", "ElementName", "Name", "Notes").containsAll(told), told::toString);
        }
        assertEquals(List.of("peeked a" + namespace, "peeked b" + namespace), names);
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void takesNoMoreItemsThanOneCallMayHave(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        ObjectPath system = new Orders(client).defined("with items " + namespace);
        assertEquals(32773, addItems(client, system, ITEMS_MAX + 1).value());
        assertEquals(0, addItems(client, system, ITEMS_MAX).value());
        Ground.becomes(
                ITEMS_MAX,
                () -> ground.get("/systems/" + guid(system)).path("items").size());
    }

    private static Returned addItems(CimClient client, ObjectPath system, int count) throws CimFailure {
        List<String> items = new ArrayList<>();
        for (int i : IntStream.range(0, count).toArray()) {
            items.add(client.text(
                    "Msvm_KvpExchangeDataItem",
                    given("Name", "key " + i),
                    given("Data", "value"),
                    given("Source", CimValue.uint16(0))));
        }
        return client.call("AddKvpItems", given("TargetSystem", system), given("DataItems", CimValue.strings(items)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void takesNoNameOfMoreThanAHundredCharacters(Namespace namespace) throws Exception {
        Orders orders = new Orders(ground.in(namespace));
        assertEquals(32773, orders.define("x".repeat(101), List.of()).value());
        assertEquals(0, orders.define("x".repeat(100), List.of()).value());
    }

    /** Whoever asks for what is declared and not served gets the number that this very method has for it. */
    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void saysNotSupportedInTheNumbersOfEachMethod(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        int asked = 0;
        List<String> wrong = new ArrayList<>();
        for (String className : Shown.classes(client)) {
            List<CimInstance> all = Shown.instances(client, className);
            List<CimMethod> methods = client.scope().schema().require(className).methods();
            for (CimMethod method : all.isEmpty() ? List.<CimMethod>of() : methods) {
                Returned answer = asked(client, all.getFirst(), method);
                boolean isServed = answer.why()
                        .filter(why -> why.message().contains("is declared and does nothing here"))
                        .isEmpty();
                if (!isServed) {
                    asked++;
                    String meaning = meaning(method, answer.value());
                    if (!meaning.equalsIgnoreCase(NOT_SUPPORTED)) {
                        wrong.add(className + "." + method.name() + ": " + meaning);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked > 10, "only " + asked + " methods were asked");
    }

    private static Returned asked(CimClient client, CimInstance instance, CimMethod method) {
        try {
            return client.call(instance.path().orElseThrow(), method.name());
        } catch (CimFailure _) {
            return Returned.completed();
        }
    }

    /** A method that has no number for it has the one that all others have. */
    private static String meaning(CimMethod method, long number) {
        List<String> meanings = texts(method, "Values");
        int place = texts(method, "ValueMap").indexOf(Long.toString(number));
        if (place >= 0) {
            return meanings.get(place);
        }
        boolean hasNone = meanings.stream().noneMatch(NOT_SUPPORTED::equalsIgnoreCase);
        return hasNone && number == STANDARD ? NOT_SUPPORTED : number + " is not declared";
    }

    private static List<String> texts(CimMethod method, String qualifier) {
        return method.qualifiers().value(qualifier) instanceof CimValue.Array(var _, var elements)
                ? elements.stream().map(CimValue::text).toList()
                : List.of();
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void importsNoMetadataOfReferencePointsAndSaysSo(Namespace namespace) throws Exception {
        CimClient client = ground.in(namespace);
        ObjectPath system = new Orders(client).defined("without points " + namespace);
        Returned answer = client.call(
                client.service("Msvm_VirtualSystemReferencePointService"),
                "ImportReferencePointMetadata",
                given("AffectedSystem", system),
                given("ConfigFilePath", Ground.path("points\\a.vmcx")),
                given("RuntimeStateFilePath", Ground.path("points\\a.vmrs")));
        assertEquals(32770, answer.value(), answer::toString);
        assertTrue(answer.out().find("Job").isEmpty(), answer::toString);
        assertEquals(List.of(), client.all("SELECT * FROM Msvm_VirtualSystemReferencePoint"));
    }
}
