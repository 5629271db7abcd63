package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferry.rig.Program;
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
import java.util.Base64;
import java.util.HashMap;
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

    @TempDir
    Path folder;

    private static Node node;
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
    }

    @AfterAll
    static void stop() {
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
    @CsvSource({"http, root/virtualization/v2", "https, root/HyperVCluster/v2"})
    void servesPywinrm(String scheme, String other) throws Exception {
        assumeTrue(
                run(Map.of(), PYTHON, "-c", "import winrm, xmltodict").code() == 0,
                "pywinrm is not installed (package python3-winrm)");
        String name = "py-" + scheme;
        defined(name);
        run(
                        Map.of(),
                        PYTHON,
                        script("pywinrm_journey.py"),
                        url(scheme),
                        "admin",
                        password,
                        name,
                        "C:\\Ferry\\out-" + name,
                        scheme.equals("https") ? authority() : "",
                        other)
                .assertSaid(List.of(
                        "identify: Ferry",
                        "settings: 1",
                        "export ended in: 7",
                        "import ended in: 7",
                        "export in " + other + " ended in: 7",
                        "plan checked: True",
                        "import in " + other + " made: " + name,
                        "systems of that name: 3",
                        "a folder that is not there: 32773",
                        "a running system: 32775",
                        "a system that is not there: True",
                        "a wrong password: refused"));
    }

    @ParameterizedTest
    @CsvSource({"http, root/virtualization/v2", "https, root/HyperVCluster/v2"})
    void servesWhistle(String scheme, String other) throws Exception {
        assumeTrue(Program.isThere("wsl", "-h"), "whistle is not installed (package wsl)");
        assumeTrue(
                Program.isThere("curl", "-V") && Program.isThere("xmllint", "--version"),
                "whistle needs curl and xmllint (packages curl and libxml2-utils)");
        String name = "wsl-" + scheme;
        defined(name);
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME",
                folder.toString(),
                "WSENDPOINT",
                URI.create(url(scheme)).getAuthority(),
                "WSUSER",
                "admin",
                "WSPASS",
                password));
        if (scheme.equals("http")) {
            environment.put("WSNOSSL", "true");
        }
        run(environment, "bash", script("wsl_journey.sh"), name, "C:\\Ferry\\out-" + name, other)
                .assertSaid(List.of(
                        "identify: Ferry",
                        "links: found",
                        "export ended in: 7",
                        "import ended in: 7",
                        "export in " + other + " ended in: 7",
                        "import in " + other + " ended in: 7",
                        // Another system has the name, of which a plan is warned.
                        "validation in " + other + " ended in: 32768",
                        "realization in " + other + " ended in: 32768",
                        "systems of that name: 3",
                        "a folder that is not there: 32773",
                        "a running system: 32775",
                        "a wrong password: refused"));
    }

    @ParameterizedTest
    @CsvSource({"http, root/virtualization/v2", "https, root/HyperVCluster/v2"})
    void servesWsmanMessages(String scheme, String other) throws Exception {
        assumeTrue(Program.isThere("node", "-v") && Program.isThere("npm", "-v"), "npm is not installed");
        Path modules = data.resolve("npm/node_modules");
        if (!Files.exists(modules)) {
            Files.createDirectories(modules.getParent());
            Program installed = run(
                    Map.of(),
                    "npm",
                    "install",
                    "--prefix",
                    modules.getParent().toString(),
                    "--no-audit",
                    "--no-fund",
                    "--fetch-retries=1",
                    "--fetch-timeout=30000",
                    "@device-management-toolkit/wsman-messages@" + WSMAN_MESSAGES);
            assumeTrue(installed.code() == 0, () -> "npm cannot install wsman-messages: " + installed.text());
        }
        String name = "js-" + scheme;
        defined(name);
        run(
                        Map.of(
                                "NODE_PATH", modules.toString(),
                                "NODE_EXTRA_CA_CERTS", authority(),
                                "FERRY_PASSWORD", password),
                        "node",
                        script("wsman_messages.cjs"),
                        url(scheme),
                        "admin",
                        name,
                        "C:\\Ferry\\out-" + name,
                        other)
                .assertSaid(List.of(
                        "identify: Ferry",
                        "settings: 1",
                        "imported in root/virtualization: " + name,
                        "ImportSystemDefinition in " + other + " ended in: 7",
                        "imported in " + other + ": " + name,
                        "systems of that name: 3",
                        "a folder that is not there: refused with 32773",
                        "a running system: refused with 32775",
                        "a wrong password: status 401"));
    }

    private static String url(String scheme) {
        return (scheme.equals("https") ? "https://localhost:" + tls : "http://127.0.0.1:" + plain) + "/wsman";
    }

    private static String authority() {
        return data.resolve("tls/authority.crt").toString();
    }

    private static String script(String name) {
        return Path.of("docs/clients/scripts").resolve(name).toAbsolutePath().toString();
    }

    private Program run(Map<String, String> environment, String... command) throws InterruptedException {
        return Program.run(folder, environment, List.of(command));
    }
}
