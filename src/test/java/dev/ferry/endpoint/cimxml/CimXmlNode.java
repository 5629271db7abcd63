package dev.ferry.endpoint.cimxml;

import dev.ferry.Node;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real node with its door of CIM-XML, and a client without opinions. */
public final class CimXmlNode implements AutoCloseable {
    public static final String USER = "admin";

    private final Path data;
    private final Node node;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String password;

    private CimXmlNode(Path data, Node node, String password) {
        this.data = data;
        this.node = node;
        this.password = password;
    }

    public static CimXmlNode start(Path data) throws IOException {
        Node node = Node.start(TestSettings.of(data, Map.of("ferry.hypervisor", "simulated")));
        String given = System.getenv("FERRY_ADMIN_PASSWORD");
        String password = given == null || given.isBlank()
                ? Files.readString(data.resolve("admin.password")).strip()
                : given;
        return new CimXmlNode(data, node, password);
    }

    public String password() {
        return password;
    }

    public Path data() {
        return data;
    }

    public int port(String door) {
        Matcher matcher = Pattern.compile("(?:^| )" + door + "=(\\d+)").matcher(node.otherDoors());
        if (!matcher.find()) {
            throw new AssertionError("no " + door + " in " + node.otherDoors());
        }
        return Integer.parseInt(matcher.group(1));
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("cimxml") + "/cimom"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/xml; charset=\"utf-8\"")
                .header("Authorization", authorization());
    }

    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /** What a request is answered. */
    public String ask(String request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(
                request().POST(HttpRequest.BodyPublishers.ofString(request)).build());
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** A system with a disk of two megabytes. */
    public void define(String name) throws IOException, InterruptedException {
        Path file = data.resolve("volumes/local/disks").resolve(name + ".raw");
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[2 << 20];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        String settings =
                "<INSTANCE CLASSNAME=\"Msvm_VirtualSystemGlobalSettingData\"><PROPERTY NAME=\"ElementName\" TYPE=\"string\">"
                        + "<VALUE>" + name + "</VALUE></PROPERTY></INSTANCE>";
        String disk =
                "<INSTANCE CLASSNAME=\"Msvm_ResourceAllocationSettingData\"><PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\">"
                        + "<VALUE>21</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"Connection\" TYPE=\"string\"><VALUE.ARRAY><VALUE>C:\\Ferry\\disks\\"
                        + name + ".raw</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>";
        String answer = call(
                "DefineVirtualSystem",
                "<PARAMVALUE NAME=\"SystemSettingData\"><VALUE><![CDATA[" + settings + "]]></VALUE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"ResourceSettingData\"><VALUE.ARRAY><VALUE><![CDATA[" + disk
                        + "]]></VALUE></VALUE.ARRAY></PARAMVALUE>");
        if (!answer.contains("<VALUE>0</VALUE>")) {
            throw new AssertionError(answer);
        }
    }

    /** Calls a method of the service of the first namespace; its path is found as clients find it. */
    public String call(String method, String... parameters) throws IOException, InterruptedException {
        String names = ask(Requests.intrinsic(
                "EnumerateInstanceNames",
                Requests.V1,
                Requests.ofClass("ClassName", "Msvm_VirtualSystemManagementService")));
        Matcher name = Pattern.compile("<INSTANCENAME.*?</INSTANCENAME>").matcher(names);
        if (!name.find()) {
            throw new AssertionError(names);
        }
        return ask(
                Requests.message("<METHODCALL NAME=\"" + method + "\"><LOCALINSTANCEPATH>" + Requests.place(Requests.V1)
                        + name.group() + "</LOCALINSTANCEPATH>" + String.join("", parameters) + "</METHODCALL>"));
    }

    /** How many systems bear the name. */
    public long named(String name) throws IOException, InterruptedException {
        String answer = ask(Requests.intrinsic(
                "ExecQuery",
                Requests.V1,
                Requests.value("QueryLanguage", "WQL"),
                Requests.value("Query", "SELECT Name FROM Msvm_ComputerSystem WHERE ElementName = '" + name + "'")));
        return Pattern.compile("<VALUE.OBJECTWITHPATH>")
                .matcher(answer)
                .results()
                .count();
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
