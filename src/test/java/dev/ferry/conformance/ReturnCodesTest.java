package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each return code as a user meets it, in the first namespace and the second; that of the cluster has the methods
 * of the second. What takes a process of its own (32769 for a file, 32772) is in {@code HardshipIT}.
 */
@Timeout(300)
class ReturnCodesTest {
    @TempDir
    static Path folder;

    private static final Map<Namespace, ObjectPath> IDLE = new EnumMap<>(Namespace.class);

    private static Ground ground;

    @BeforeAll
    static void start() throws IOException {
        ground = Ground.start(folder);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2"})
    private @interface InEach {}

    private static Orders orders(Namespace namespace) {
        return new Orders(ground.in(namespace));
    }

    /** For what is refused before anything is done with it. */
    private static ObjectPath idle(Namespace namespace) throws CimFailure {
        ObjectPath idle = IDLE.get(namespace);
        if (idle == null) {
            idle = orders(namespace).defined("idle " + namespace);
            IDLE.put(namespace, idle);
        }
        return idle;
    }

    private static void refused(long code, String part, Returned answer) {
        assertEquals(code, answer.value(), answer::toString);
        assertTrue(answer.why().orElseThrow().message().contains(part), answer::toString);
    }

    @InEach
    void startsAJobAndNamesIt(Namespace namespace) throws CimFailure {
        Orders orders = orders(namespace);
        ObjectPath system = orders.defined("started " + namespace);
        Returned answer = orders.export(system, Ground.path("started-" + namespace), null);
        assertEquals(4096, answer.value(), answer::toString);
        assertEquals(7, orders.client().completed(answer).number("JobState").orElseThrow());
    }

    @InEach
    void failsWhenASavedMemoryIsNotWhatWasSaved(Namespace namespace) throws CimFailure, IOException {
        String seed = "damaged-" + namespace;
        ForeignSystem damaged = ForeignSystem.of(seed);
        damaged.makeAt(ground.volume().resolve(seed), "not what this hypervisor writes");
        CimClient v1 = ground.in(Namespace.V1);
        v1.completed(v1.call(
                "ImportVirtualSystem",
                given("ImportDirectory", Ground.path(seed)),
                given("GenerateNewID", CimValue.of(false))));
        Orders orders = orders(namespace);
        ObjectPath system = orders.client().service("Msvm_ComputerSystem WHERE Name = '" + damaged.id() + "'");
        refused(32768, ForeignSystem.NAME, orders.state(system, 2));
    }

    @InEach
    void deniesWhatAViewerAsksFor(Namespace namespace) throws CimFailure {
        CimClient client = ground.in(namespace);
        Returned answer = client.callAsViewer(
                client.service(CimClient.SERVICE),
                orders(namespace).exportMethod(),
                given("ExportDirectory", Ground.path("viewer")));
        refused(32769, "may look", answer);
    }

    @InEach
    void doesNotServeWhatItCannotDo(Namespace namespace) throws CimFailure {
        Orders orders = orders(namespace);
        if (namespace == Namespace.V1) {
            refused(
                    32770,
                    "TargetSnapshotDataRoot",
                    orders.importing(
                            Ground.path("nowhere"),
                            given("TargetVmDataRoot", Ground.path("one")),
                            given("TargetSnapshotDataRoot", Ground.path("another"))));
            return;
        }
        ObjectPath system = orders.defined("live " + namespace);
        assertEquals(0, orders.state(system, 2).value());
        refused(
                32770,
                "live",
                orders.export(
                        system,
                        Ground.path("live"),
                        orders.exportSettings(given("CaptureLiveState", CimValue.uint8(1)))));
    }

    @ParameterizedTest
    @CsvSource({"V1, D:\\elsewhere", "V1, relative", "V2, D:\\elsewhere", "V2, relative"})
    void takesNoPathThatIsNotOnAVolume(Namespace namespace, String path) throws CimFailure {
        Orders orders = orders(namespace);
        ObjectPath system = idle(namespace);
        refused(32773, path, orders.export(system, path, null));
    }

    @InEach
    void takesNoFolderThatIsOccupied(Namespace namespace) throws CimFailure, IOException {
        Orders orders = orders(namespace);
        ground.disk("occupied-" + namespace + "/somebody's");
        ObjectPath system = idle(namespace);
        refused(32773, "occupied", orders.export(system, Ground.path("occupied-" + namespace), null));
    }

    @InEach
    void takesNoDiskThatAnotherSystemHas(Namespace namespace) throws CimFailure, IOException {
        Orders orders = orders(namespace);
        String disk = ground.disk("shared/" + namespace + ".raw");
        ObjectPath owner = orders.defined("owner in " + namespace, disk);
        refused(32774, owner.key("Name").text(), orders.define("thief in " + namespace, List.of(disk)));
    }

    @InEach
    void exportsNoSystemThatRuns(Namespace namespace) throws CimFailure {
        Orders orders = orders(namespace);
        ObjectPath system = orders.defined("running " + namespace);
        assertEquals(0, orders.state(system, 2).value());
        refused(32775, "running " + namespace, orders.export(system, Ground.path("running"), null));
    }

    @InEach
    void readsNoSettingsOfAnotherKind(Namespace namespace) throws CimFailure {
        Orders orders = orders(namespace);
        ObjectPath system = idle(namespace);
        refused(32776, "", orders.export(system, Ground.path("typed"), "<INSTANCE CLASSNAME="));
        String other = orders.client().text("Msvm_VirtualSystemSettingData", given("ElementName", "x"));
        refused(32776, "Msvm_VirtualSystemExportSettingData", orders.export(system, Ground.path("typed"), other));
    }

    @InEach
    void reachesNothingOnAVolumeThatIsGone(Namespace namespace) throws CimFailure, IOException {
        Orders orders = orders(namespace);
        ObjectPath system = idle(namespace);
        try (Ground.Gone _ = ground.withoutSpareVolume()) {
            Await.until(Duration.ofSeconds(30), () -> "the volume is still online", () -> isOffline("spare"));
            refused(32777, "spare", orders.export(system, "E:\\Spare\\out-" + namespace, null));
        }
    }

    private static boolean isOffline(String volume) {
        try {
            return ground.list("/volumes").stream()
                    .anyMatch(one -> one.path("name").asText().equals(volume)
                            && one.path("state").asText().equals("Offline"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @InEach
    void readsNoTextWithoutEnd(Namespace namespace) throws CimFailure {
        Orders orders = orders(namespace);
        ObjectPath system = idle(namespace);
        refused(32778, "", orders.export(system, Ground.path("endless"), "x".repeat((1 << 20) + 1)));
    }

    /** The job has begun, and nobody can write into the lists that it has: whoever asked must look later what came of it. */
    @Test
    void doesNotKnowWhatBecameOfACallThatTheDatabaseHeldUp() throws Exception {
        CimClient client = ground.in(Namespace.V2);
        ObjectPath system = new Orders(client).defined("held up");
        Returned answer;
        try (Connection database = ground.database().connect(Duration.ofSeconds(60));
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("lock table job_view in exclusive mode");
            answer = client.callOnce(
                    client.service(CimClient.SERVICE),
                    "ExportSystemDefinition",
                    given("ComputerSystem", system),
                    given("ExportDirectory", Ground.path("held up")));
            database.rollback();
        }
        refused(32771, "has begun", answer);
        String job = answer.why().orElseThrow().message().split(" ", 3)[1];
        Ground.becomes(
                "Completed", () -> ground.get("/jobs/" + job).path("state").asText());
    }
}
