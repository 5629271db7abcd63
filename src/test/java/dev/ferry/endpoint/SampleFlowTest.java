package dev.ferry.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.endpoint.SampleClient.Seen;
import dev.ferry.endpoint.cimxml.CimXmlNode;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the two samples of Microsoft's page on ImportVirtualSystem do, the one in C# and the one in VBScript, line by line over each
 * protocol. A second of theirs is as long as it takes here to look again.
 */
@Timeout(300)
class SampleFlowTest {
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String METHOD = "ImportVirtualSystem";
    private static final int JOB_STARTING = 3;
    private static final int JOB_RUNNING = 4;
    private static final int JOB_COMPLETED = 7;
    private static final int WMI_STARTED = 4096;
    private static final int WMI_SUCCESSFUL = 0;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private enum Protocol {
        CIM_XML,
        WS_MANAGEMENT
    }

    @TempDir
    static Path data;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static CimXmlNode node;

    /** What a sample writes for its user. */
    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        node = CimXmlNode.start(data);
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        node.close();
    }

    private static SampleClient client(Protocol protocol) {
        return switch (protocol) {
            case CIM_XML -> new CimXmlSampleClient(node);
            case WS_MANAGEMENT ->
                new WsmanSampleClient(
                        HTTP, URI.create("http://127.0.0.1:" + node.port("wsman") + "/wsman"), node.authorization());
        };
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void importsUnderANewIdentityAndSaysDone(Protocol protocol) throws Exception {
        SampleClient client = client(protocol);
        String name = "done-" + protocol;
        String directory = exported(name);
        main(client, directory, "true");
        assertEquals("Done", log.getLast(), log::toString);
        assertEquals(2, node.named(name));
        assertEquals(
                3,
                client.first("select * from Msvm_ComputerSystem where ElementName = '" + name + "'")
                        .number("EnabledState"));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void printsErrorCodeAndErrorDescriptionWhenTheJobFails(Protocol protocol) throws Exception {
        String name = "fails-" + protocol;
        String directory = exported(name);
        flip(data.resolve("volumes/local/out-" + name + "/" + name + "/Virtual Hard Disks/" + name + ".raw"));
        main(client(protocol), directory, "true");
        assertEquals("importDirectory Failed.", log.getLast(), log::toString);
        assertTrue(log.contains("ErrorCode:32768"), log::toString);
        assertTrue(
                log.stream().anyMatch(line -> line.startsWith("ErrorDescription:") && line.contains(name + ".raw")),
                log::toString);
        assertEquals(1, node.named(name));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void printsTheReturnValueWhenNoJobIsStarted(Protocol protocol) throws Exception {
        main(client(protocol), "C:\\Ferry\\nowhere", "false");
        assertEquals(List.of("ImportVirtualSystem failed with ReturnValue 32773", "importDirectory Failed."), log);
    }

    private void main(SampleClient client, String importDirectory, String generateNewId) throws Exception {
        log.add(importVirtualSystem(client, importDirectory, generateNewId) ? "Done" : "importDirectory Failed.");
    }

    private boolean importVirtualSystem(SampleClient client, String importDirectory, String generateNewId)
            throws Exception {
        Seen managementService = client.first("select * from " + SERVICE);
        assertEquals(SERVICE, managementService.text("CreationClassName"));

        List<String> declared = client.inParameters(SERVICE, METHOD);
        assertEquals(List.of("ImportDirectory", "GenerateNewID"), declared);
        Map<String, String> inParameters = new LinkedHashMap<>();
        inParameters.put("GenerateNewID", generateNewId);
        inParameters.put("ImportDirectory", importDirectory);
        assertTrue(declared.containsAll(inParameters.keySet()));

        Seen outParameters = client.execute(managementService.path(), METHOD, inParameters);
        int returned = outParameters.number("ReturnValue");
        if (returned == WMI_STARTED) {
            return isJobCompleted(client, outParameters);
        }
        if (returned == WMI_SUCCESSFUL) {
            return true;
        }
        log.add("ImportVirtualSystem failed with ReturnValue " + returned);
        return false;
    }

    private boolean isJobCompleted(SampleClient client, Seen outParameters) {
        String path = outParameters.path();
        assertFalse(path.isEmpty());
        Seen job = Await.present(LIMIT, () -> path + " still runs", () -> {
            Seen now = got(client, path);
            int state = now.number("JobState");
            if (state == JOB_RUNNING || state == JOB_STARTING) {
                log.add("In progress... " + now.number("PercentComplete") + "% completed.");
                return Optional.empty();
            }
            return Optional.of(now);
        });
        if (job.number("JobState") == JOB_COMPLETED) {
            return true;
        }
        log.add("ErrorCode:" + job.number("ErrorCode"));
        log.add("ErrorDescription:" + job.text("ErrorDescription"));
        return false;
    }

    private static Seen got(SampleClient client, String path) {
        try {
            return client.get(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A folder that an export left, as an argument of the sample. */
    private static String exported(String name) throws Exception {
        node.define(name);
        SampleClient client = new CimXmlSampleClient(node);
        Seen system = client.first("select * from Msvm_ComputerSystem where ElementName = '" + name + "'");
        String directory = "C:\\Ferry\\out-" + name;
        Seen started = CimXmlSampleClient.returned(node.call(
                "ExportVirtualSystem",
                "<PARAMVALUE NAME=\"ComputerSystem\"><VALUE.REFERENCE>" + system.path()
                        + "</VALUE.REFERENCE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"CopyVmState\"><VALUE>true</VALUE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"ExportDirectory\"><VALUE>" + directory + "</VALUE></PARAMVALUE>"));
        assertEquals(WMI_STARTED, started.number("ReturnValue"));
        Await.until(
                LIMIT,
                () -> name + " is not exported",
                () -> got(client, started.path()).number("JobState") == JOB_COMPLETED);
        return directory + "\\" + name;
    }

    private static void flip(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(1 << 20);
            int old = open.read();
            open.seek(1 << 20);
            open.write(old ^ 1);
        }
    }
}
