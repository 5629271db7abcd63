package dev.ferry.endpoint.cimxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferry.rig.ClientJourney;
import dev.ferry.rig.Program;
import dev.ferry.rig.SideBySide;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door of a real node: what is a matter of HTTP, and the scripts of {@code docs/clients}, run with the clients themselves. */
@Timeout(600)
class CimXmlClientsTest {
    private static final Path SCRIPTS = Path.of("docs/clients/scripts").toAbsolutePath();
    private static final String SYSTEMS = Requests.intrinsic(
            "EnumerateInstanceNames", Requests.V1, Requests.ofClass("ClassName", "Msvm_ComputerSystem"));

    @TempDir
    static Path data;

    private static final List<String> CLIENTS = List.of("wbemcli", "java", "pywbem");
    private static final String QUERY = "query SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '%s'";

    private static CimXmlNode node;
    private static SideBySide journeys;

    @BeforeAll
    static void start() throws IOException {
        node = CimXmlNode.start(data);
        journeys = new SideBySide();
        for (String client : CLIENTS) {
            for (String scheme : List.of("http", "https")) {
                ClientJourney journey = ClientJourney.of(client + "-" + scheme);
                journeys.start(journey.system(), () -> {
                    List<String> command = client(client);
                    node.define(journey.system());
                    return script(command, scheme, "tour", journey.system(), journey.directory());
                });
            }
        }
    }

    @AfterAll
    static void stop() {
        journeys.close();
        node.close();
    }

    /** The authority's certificate is for these names; who checks it, checks that too. */
    private static String url(String scheme) {
        boolean tls = scheme.equals("https");
        return scheme + "://" + (tls ? "localhost" : "127.0.0.1") + ":" + node.port(tls ? "cimxml-tls" : "cimxml");
    }

    /** What starts the script, up to its own arguments; a test without its client is skipped. */
    private static List<String> client(String name) throws InterruptedException {
        return switch (name) {
            case "wbemcli" -> {
                assumeTrue(Program.isThere("wbemcli", "-h"), "wbemcli is not installed (Debian: sblim-wbemcli)");
                yield List.of("sh", SCRIPTS.resolve("wbemcli_transfer.sh").toString());
            }
            case "java" -> {
                String jar = jar();
                assumeTrue(!jar.isEmpty(), "the SBLIM client is not on the class path (org.metricshub:wbem-java)");
                yield List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-exports",
                        "java.base/sun.security.ssl=ALL-UNNAMED",
                        "-Dsblim.wbem.sslClientPeerVerification=true",
                        "-Djavax.net.ssl.trustStore=" + trusted(),
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-cp",
                        jar,
                        SCRIPTS.resolve("Transfer.java").toString());
            }
            default -> {
                assumeTrue(
                        Program.isThere(
                                "python3", "-c", "try:\n import pywbem\nexcept ImportError:\n raise SystemExit(127)"),
                        "pywbem is not installed, and is no package of Debian (PyPI: pywbem)");
                yield List.of("python3", SCRIPTS.resolve("pywbem_transfer.py").toString());
            }
        };
    }

    private static String jar() {
        try {
            return Path.of(Class.forName("org.metricshub.wbem.javax.wbem.client.WBEMClient")
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException _) {
            return "";
        }
    }

    /** A store with the authority, made as the page says. */
    private static Path trusted() throws InterruptedException {
        Path store = data.resolve("ferry.p12");
        if (Files.notExists(store)) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Program made = Program.run(
                    data,
                    Map.of(),
                    List.of(
                            keytool,
                            "-importcert",
                            "-noprompt",
                            "-alias",
                            "ferry",
                            "-file",
                            authority(),
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit"));
            assertEquals(0, made.code(), made::text);
        }
        return store;
    }

    private static String authority() {
        return data.resolve("tls/authority.crt").toString();
    }

    private static Program script(List<String> client, String scheme, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(client);
        command.addAll(List.of(url(scheme), CimXmlNode.USER));
        command.addAll(List.of(arguments));
        return Program.run(data, Map.of("FERRY_PASSWORD", node.password(), "FERRY_CA", authority()), command);
    }

    @ParameterizedTest
    @CsvSource({"wbemcli, http", "wbemcli, https", "java, http", "java, https", "pywbem, http", "pywbem, https"})
    void carriesASystemWithARealClient(String client, String scheme) throws Exception {
        ClientJourney journey = ClientJourney.of(client + "-" + scheme);
        Program tour = journeys.ended(journey.system());
        boolean queries = !client.equals("wbemcli");
        journey.assertMade(
                tour,
                queries ? QUERY : "no query, which wbemcli has not; of these ElementName=\"%s\"",
                queries ? "401" : "Invalid username/password",
                data.resolve("volumes/local"));
        assertEquals(4, node.named(journey.system()));
    }

    @ParameterizedTest
    @CsvSource({
        "wbemcli, tour nobody C:\\Ferry\\nobody, 1, no Msvm_ComputerSystem has ElementName",
        "wbemcli, import C:\\Ferry\\none, 3, ImportVirtualSystem was refused with 32773 Invalid parameter",
        "java, tour nobody C:\\Ferry\\nobody, 1, no Msvm_ComputerSystem has ElementName",
        "java, import C:\\Ferry\\none, 3, ImportVirtualSystem was refused with 32773 Invalid parameter",
        "pywbem, tour nobody C:\\Ferry\\nobody, 1, no Msvm_ComputerSystem has ElementName"
    })
    void endsWithASentenceWhereTheScriptCannotGoOn(String client, String arguments, int code, String sentence)
            throws Exception {
        Program failed = script(client(client), "http", arguments.split(" "));
        assertEquals(code, failed.code(), failed::text);
        assertTrue(failed.text().contains(sentence), failed::text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, 'charset=\"utf-8\"'", "UTF-16, 'charset=\"utf-16\"'", "UTF-16, charset=utf-16"})
    void readsACharsetInQuotesOrNot(String written, String told) throws Exception {
        String asked = Requests.intrinsic("GetClass", Requests.V1, Requests.ofClass("ClassName", "B\u00fcro"))
                .replace("encoding=\"utf-8\"", "encoding=\"" + written + "\"");
        HttpResponse<byte[]> answer = node.send(node.request()
                .setHeader("Content-Type", "application/xml; " + told)
                .POST(BodyPublishers.ofByteArray(asked.getBytes(Charset.forName(written))))
                .build());
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(text.contains("CODE=\"6\"") && text.contains("B\u00fcro"), text);
    }

    @Test
    void takesMPostAndAnswersInItsWords() throws Exception {
        HttpResponse<byte[]> response = node.send(node.request()
                .header("Man", "http://www.dmtf.org/cim/mapping/http/v1.0;ns=11")
                .header("11-CIMOperation", "MethodCall")
                .method("M-POST", BodyPublishers.ofString(SYSTEMS))
                .build());
        assertEquals(200, response.statusCode());
        assertEquals(
                "MethodResponse",
                response.headers().firstValue("11-CIMOperation").orElse(""));
        assertTrue(response.headers().firstValue("Ext").isPresent());
    }

    @Test
    void packsAnswersAndTakesPackedRequests() throws Exception {
        byte[] asked = Requests.intrinsic("EnumerateClasses", Requests.V1, Requests.value("DeepInheritance", "true"))
                .getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = node.send(node.request()
                .header("Accept-Encoding", "gzip, deflate")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(Body.packed(asked)))
                .build());
        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
        String answer = new String(Body.unpacked(response.body(), 64 << 20), StandardCharsets.UTF_8);
        assertTrue(answer.contains("<CLASS NAME=\"Msvm_ComputerSystem\""));
        assertTrue(response.body().length < answer.length() / 4);
    }

    @Test
    void answersAfterAChallengeOnTheSameConnectionWithALargeBody() throws Exception {
        String body = SYSTEMS.replace("<SIMPLEREQ>", "<!--" + "x".repeat(500_000) + "--><SIMPLEREQ>");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port("cimxml"))) {
            socket.setSoTimeout(60_000);
            String first = exchange(socket, body, "");
            assertTrue(first.startsWith("HTTP/1.1 401"), first);
            assertTrue(first.contains("WWW-Authenticate: Basic realm="), first);
            String second = exchange(socket, body, "Authorization: " + node.authorization() + "\r\n");
            assertTrue(second.startsWith("HTTP/1.1 200"), second);
            assertTrue(second.contains("CIMOperation: MethodResponse"), second);
        }
    }

    /** The head of the answer; its body is read to the end. */
    private static String exchange(Socket socket, String body, String header) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("POST /cimom HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml; charset=\"utf-8\"\r\n"
                        + header
                        + "CIMOperation: MethodCall\r\nCIMMethod: EnumerateInstanceNames\r\nCIMObject: root%2Fvirtualization\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            assertTrue(read >= 0, head::toString);
            head.append((char) read);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertTrue(length.find(), head::toString);
        in.readNBytes(Integer.parseInt(length.group(1)));
        return head.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "<CIM,400,request-not-well-formed",
        "<CIM/>,400,request-not-valid",
        "<!DOCTYPE CIM SYSTEM 'http://127.0.0.1/x'><CIM/>,400,request-not-well-formed"
    })
    void refusesByHttpWhatIsNoRequest(String body, int status, String error) throws Exception {
        HttpResponse<byte[]> response =
                node.send(node.request().POST(BodyPublishers.ofString(body)).build());
        assertEquals(status, response.statusCode());
        assertEquals(error, response.headers().firstValue("CIMError").orElse(""));
    }

    @Test
    void refusesOtherOperationsThanCalls() throws Exception {
        HttpResponse<byte[]> response = node.send(node.request()
                .header("CIMOperation", "ExportIndication")
                .POST(BodyPublishers.ofString(SYSTEMS))
                .build());
        assertEquals(501, response.statusCode());
        assertEquals(
                "unsupported-operation",
                response.headers().firstValue("CIMError").orElse(""));
    }

    @Test
    void tellsItsObjectManagerNamespacesAndProfiles() throws Exception {
        for (String className : List.of(
                "CIM_ObjectManager",
                "CIM_Namespace",
                "CIM_RegisteredProfile",
                "CIM_ObjectManagerCommunicationMechanism")) {
            String answer = node.ask(Requests.intrinsic(
                    "EnumerateInstances", Requests.INTEROP, Requests.ofClass("ClassName", className)));
            long found = Pattern.compile("<VALUE.NAMEDINSTANCE>")
                    .matcher(answer)
                    .results()
                    .count();
            assertTrue(className.equals("CIM_ObjectManager") ? found == 1 : found >= 1, answer);
        }
        assertTrue(node.ask(SYSTEMS.replace(
                        "<NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"virtualization\"/>",
                        "<NAMESPACE NAME=\"interop\"/>"))
                .contains("<ERROR CODE=\"3\""));
    }

    @Test
    void refusesToExportASystemThatRuns() throws Exception {
        node.define("runs");
        String answer = node.ask(Requests.intrinsic(
                "ExecQuery",
                Requests.V1,
                Requests.value("QueryLanguage", "WQL"),
                Requests.value(
                        "Query",
                        "SELECT Name, CreationClassName FROM Msvm_ComputerSystem WHERE ElementName = 'runs'")));
        Matcher path = Pattern.compile("<INSTANCEPATH>.*?</INSTANCEPATH>").matcher(answer);
        assertTrue(path.find(), answer);
        String system = path.group()
                .replaceAll("<NAMESPACEPATH><HOST>.*?</HOST>(.*?)</NAMESPACEPATH>", "$1")
                .replace("INSTANCEPATH>", "LOCALINSTANCEPATH>");
        String started = node.ask(Requests.message("<METHODCALL NAME=\"RequestStateChange\">" + system
                + "<PARAMVALUE NAME=\"RequestedState\"><VALUE>2</VALUE></PARAMVALUE></METHODCALL>"));
        assertTrue(started.contains("<VALUE>4096</VALUE>") || started.contains("<VALUE>0</VALUE>"), started);
        String refused = node.call(
                "ExportVirtualSystem",
                "<PARAMVALUE NAME=\"ComputerSystem\"><VALUE.REFERENCE>" + path.group()
                        + "</VALUE.REFERENCE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"CopyVmState\"><VALUE>true</VALUE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"ExportDirectory\"><VALUE>C:\\Ferry\\runs</VALUE></PARAMVALUE>");
        assertTrue(Pattern.compile("<VALUE>3277\\d</VALUE>").matcher(refused).find(), refused);
    }
}
