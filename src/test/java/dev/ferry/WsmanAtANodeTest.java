package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferry.rig.ClientJourney;
import dev.ferry.rig.Program;
import dev.ferry.rig.SideBySide;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real node and its door of WS-Management: what is a matter of HTTP, and the scripts of {@code docs/clients} as they are. */
@Timeout(600)
class WsmanAtANodeTest {
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/";
    private static final String SERVICE = WMI + "Msvm_VirtualSystemManagementService";
    private static final String IDENTIFY = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            + "xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"><s:Header/><s:Body>"
            + "<i:Identify/></s:Body></s:Envelope>";
    /** The one that the distribution's packages are for. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String WSMAN_MESSAGES = "5.14.1";

    @TempDir
    static Path data;

    private static Node node;
    private static SideBySide journeys;
    private static int plain;
    private static int tls;
    private static String password;

    @BeforeAll
    static void start() throws IOException {
        node = Node.start(TestSettings.of(data, Map.of("ferry.hypervisor", "simulated")));
        Matcher ports = Pattern.compile("wsman=(\\d+) wsman-tls=(\\d+)").matcher(node.otherDoors());
        assertTrue(ports.find(), node.otherDoors());
        plain = Integer.parseInt(ports.group(1));
        tls = Integer.parseInt(ports.group(2));
        password = Files.readString(data.resolve("admin.password")).strip();
        journeys = new SideBySide();
        for (String client : List.of("whistle", "pywinrm", "curl", "wsman-messages")) {
            for (String scheme : List.of("http", "https")) {
                ClientJourney journey = ClientJourney.of(client + "-" + scheme);
                journeys.start(journey.system(), () -> {
                    defined(journey.system());
                    return script(client, scheme, journey);
                });
            }
        }
    }

    @AfterAll
    static void stop() {
        journeys.close();
        node.close();
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder to(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/soap+xml;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String door() {
        return "http://127.0.0.1:" + plain + "/wsman";
    }

    private static String call(String body) throws IOException, InterruptedException {
        return send(to(door(), body).header("Authorization", basic(password))).body();
    }

    private static String invoke(String uri, String method, String selectors, String parameters) {
        return """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                 xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                 xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header><a:Action>%s/%s</a:Action>
                <w:ResourceURI>%s</w:ResourceURI><w:SelectorSet>%s</w:SelectorSet></s:Header>
                <s:Body><p:%s_INPUT xmlns:p="%s">%s</p:%s_INPUT></s:Body></s:Envelope>""".formatted(uri, method, uri, selectors, method, uri, parameters, method);
    }

    /** A system of that name; gives its id. */
    private static String defined(String name) throws IOException, InterruptedException {
        Path file = data.resolve("volumes/local/disks/" + name + ".raw");
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[2 << 20];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        String answer = call(invoke(
                SERVICE,
                "DefineVirtualSystem",
                "",
                "<p:SystemSettingData><![CDATA[<INSTANCE CLASSNAME=\"Msvm_VirtualSystemGlobalSettingData\"><PROPERTY "
                        + "NAME=\"ElementName\" TYPE=\"string\"><VALUE>" + name
                        + "</VALUE></PROPERTY></INSTANCE>]]></p:SystemSettingData><p:ResourceSettingData><![CDATA["
                        + "<INSTANCE CLASSNAME=\"Msvm_ResourceAllocationSettingData\"><PROPERTY NAME=\"ResourceType\" "
                        + "TYPE=\"uint16\"><VALUE>21</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"Connection\" TYPE=\"string\">"
                        + "<VALUE.ARRAY><VALUE>C:\\Ferry\\disks\\" + name
                        + ".raw</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>]]></p:ResourceSettingData>"));
        Matcher id = Pattern.compile("Selector Name=\"Name\">([^<]+)<").matcher(answer);
        assertTrue(answer.contains("<p:ReturnValue>0</p:ReturnValue>") && id.find(), answer);
        return id.group(1);
    }

    @Test
    void answersWholeAndNeverInChunks() throws Exception {
        HttpResponse<String> answer = send(to(door(), IDENTIFY).header("Authorization", basic(password)));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Length").isPresent());
        assertTrue(answer.headers().firstValue("Transfer-Encoding").isEmpty());
        assertTrue(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/soap+xml"),
                answer.headers()::toString);
    }

    @Test
    void answersBehindATrailingSlash() throws Exception {
        assertEquals(
                200,
                send(to(door() + "/", IDENTIFY).header("Authorization", basic(password)))
                        .statusCode());
        assertEquals(404, send(to(door() + "x", IDENTIFY)).statusCode());
        assertEquals(405, send(HttpRequest.newBuilder(URI.create(door())).GET()).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, 'charset=\"utf-8\"'", "UTF-16, 'charset=\"UTF-16\"'", "UTF-16, charset=UTF-16"})
    void readsACharsetInQuotesOrNot(String written, String told) throws Exception {
        String asked = invoke("urn:B\u00fcro", "Get", "", "");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(door()))
                .header("Content-Type", "application/soap+xml;" + told)
                .header("Authorization", basic(password))
                .POST(HttpRequest.BodyPublishers.ofByteArray(asked.getBytes(Charset.forName(written)))));
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().contains("urn:B\u00fcro"), answer.body());
    }

    @Test
    void challengesWhoeverIsNobodyAndTellsOnlyItsNameWithout() throws Exception {
        HttpResponse<String> nobody = send(to(door(), IDENTIFY));
        assertEquals(401, nobody.statusCode());
        assertEquals("", nobody.body());
        assertTrue(nobody.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic realm="));
        assertEquals(
                401,
                send(to(door(), IDENTIFY).header("Authorization", basic("wrong")))
                        .statusCode());
        HttpResponse<String> name = send(to(door(), "not even XML").header("WSMANIDENTIFY", "unauthenticated"));
        assertEquals(200, name.statusCode());
        assertTrue(name.body().contains("<wsmid:ProductVersion></wsmid:ProductVersion>"), name.body());
    }

    @Test
    void takesALargeBodyAgainOnTheSameConnectionAfterAChallenge() throws Exception {
        byte[] body = (IDENTIFY + " ".repeat(700_000)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plain)) {
            for (String authorization : List.of("", "Authorization: " + basic(password) + "\r\n")) {
                String head =
                        "POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml\r\nContent-Length: "
                                + body.length + "\r\n" + authorization + "\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
                String answer = head(socket.getInputStream());
                assertTrue(answer.startsWith(authorization.isEmpty() ? "HTTP/1.1 401 " : "HTTP/1.1 200 "), answer);
            }
        }
    }

    /** The head of an answer; what comes behind it is taken too. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertTrue(next >= 0, head::toString);
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return head.toString();
    }

    @Test
    void showsACertificateOfTheClustersAuthorityForItsNames() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(data.resolve("tls/authority.crt"))) {
            trusted.setCertificateEntry(
                    "ferry", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            for (String host : List.of("localhost", "127.0.0.1")) {
                HttpResponse<String> answer = client.send(
                        to("https://" + host + ":" + tls + "/wsman", IDENTIFY)
                                .header("Authorization", basic(password))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
            }
        }
    }

    @Test
    void refusesToExportARunningSystem() throws Exception {
        String id = defined("runs");
        String system =
                "<w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector><w:Selector Name=\"Name\">" + id
                        + "</w:Selector>";
        String started = call(invoke(
                WMI + "Msvm_ComputerSystem", "RequestStateChange", system, "<p:RequestedState>2</p:RequestedState>"));
        assertFalse(started.contains("s:Fault"), started);
        String refused = call(invoke(
                SERVICE,
                "ExportVirtualSystem",
                "",
                "<p:ComputerSystem>Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"" + id
                        + "\"</p:ComputerSystem><p:CopyVmState>true</p:CopyVmState>"
                        + "<p:ExportDirectory>C:\\Ferry\\runs</p:ExportDirectory>"));
        assertTrue(refused.contains("<p:ReturnValue>32775</p:ReturnValue>"), refused);
    }

    @ParameterizedTest
    @CsvSource({
        "pywinrm, http, credentials were rejected",
        "pywinrm, https, credentials were rejected",
        "whistle, http, 401 Unauthorized",
        "whistle, https, 401 Unauthorized",
        "curl, http, status 401",
        "curl, https, status 401",
        "wsman-messages, http, status 401",
        "wsman-messages, https, status 401"
    })
    void carriesASystemWithARealClient(String client, String scheme, String wrongPassword) throws Exception {
        ClientJourney journey = ClientJourney.of(client + "-" + scheme);
        journey.assertMade(
                journeys.ended(journey.system()),
                "query SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '%s'",
                wrongPassword,
                data.resolve("volumes/local"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pywinrm", "whistle", "curl", "wsman-messages"})
    void endsWithASentenceWhereTheScriptCannotGoOn(String client) throws Exception {
        Program failed = script(client, "http", new ClientJourney("nobody", "nobody"));
        assertEquals(1, failed.code(), failed::text);
        assertTrue(failed.text().contains("no Msvm_ComputerSystem has ElementName = 'nobody'"), failed::text);
    }

    /** A script of {@code docs/clients} with its client; a test without its client is skipped. */
    private static Program script(String client, String scheme, ClientJourney journey)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                switch (client) {
                    case "pywinrm" -> pywinrm();
                    case "whistle" -> whistle();
                    case "curl" -> curl();
                    default -> wsmanMessages();
                });
        command.addAll(List.of(
                (scheme.equals("https") ? "https://localhost:" + tls : "http://127.0.0.1:" + plain) + "/wsman",
                "admin",
                journey.system(),
                journey.directory()));
        String authority = data.resolve("tls/authority.crt").toString();
        // Whistle writes its settings into the home folder.
        Path home = Files.createDirectories(data.resolve("homes/" + journey.system()));
        return Program.run(
                home,
                Map.of(
                        "HOME", home.toString(),
                        "NODE_PATH", modules().toString(),
                        "NODE_EXTRA_CA_CERTS", authority,
                        "FERRY_CA", authority,
                        "FERRY_PASSWORD", password),
                command);
    }

    private static List<String> pywinrm() throws InterruptedException {
        assumeTrue(
                Program.run(data, Map.of(), List.of(PYTHON, "-c", "import winrm, xmltodict"))
                                .code()
                        == 0,
                "pywinrm is not installed (package python3-winrm)");
        return List.of(PYTHON, path("pywinrm_journey.py"));
    }

    private static List<String> whistle() throws InterruptedException {
        assumeTrue(Program.isThere("wsl", "-h"), "whistle is not installed (package wsl)");
        assumeTrue(
                Program.isThere("curl", "-V") && Program.isThere("xmllint", "--version"),
                "whistle needs curl and xmllint (packages curl and libxml2-utils)");
        return List.of("bash", path("wsl_journey.sh"));
    }

    private static List<String> curl() throws InterruptedException {
        assumeTrue(Program.isThere("curl", "-V"), "curl is not installed");
        return List.of("sh", path("curl_journey.sh"));
    }

    private static synchronized List<String> wsmanMessages() throws IOException, InterruptedException {
        assumeTrue(Program.isThere("node", "-v") && Program.isThere("npm", "-v"), "npm is not installed");
        if (!Files.exists(modules())) {
            Path folder = Files.createDirectories(modules().getParent());
            List<String> install = List.of(
                    "npm",
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--no-audit",
                    "--no-fund",
                    "--fetch-retries=1",
                    "--fetch-timeout=30000",
                    "@device-management-toolkit/wsman-messages@" + WSMAN_MESSAGES);
            Program installed = Program.run(data, Map.of(), install);
            assumeTrue(installed.code() == 0, () -> "npm cannot install wsman-messages: " + installed.text());
        }
        return List.of("node", path("wsman_messages.cjs"));
    }

    private static Path modules() {
        return data.resolve("npm/node_modules");
    }

    private static String path(String script) {
        return Path.of("docs/clients/scripts").resolve(script).toAbsolutePath().toString();
    }
}
