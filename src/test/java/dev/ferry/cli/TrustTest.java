package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ferry.cli.CommandRun.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a node with a certificate of its own. */
@Timeout(60)
class TrustTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void trustsTheCertificatesOfTheFileAndNoOthers()
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=node", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
        HttpsServer server = node();
        try {
            CommandRun command = new CommandRun()
                    .with(
                            "FERRY_URL",
                            "https://127.0.0.1:" + server.getAddress().getPort());
            Ran stranger = command.run("nodes");
            assertEquals(Exit.NO_NODE, stranger.exit());
            assertTrue(stranger.err().contains("FERRY_CA"), stranger.err());
            Ran known = command.with("FERRY_CA", folder.resolve("ca.pem").toString())
                    .run("nodes", "--json");
            assertEquals(Exit.DONE, known.exit(), known.err());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesAFileWithoutACertificate() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Ran ran = new CommandRun().with("FERRY_CA", empty.toString()).run("nodes");
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("empty.pem"), ran.err());
    }

    private HttpsServer node() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("node.p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/api/v1/nodes", exchange -> {
            byte[] body = "{\"items\": []}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "node", "-storepass", PASSWORD, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", folder.resolve("node.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
