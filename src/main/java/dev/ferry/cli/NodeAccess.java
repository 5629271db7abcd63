package dev.ferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the node is, who asks, and whom to trust.
 *
 * @param authorization the header's value; empty when there is nothing to show, and then the node will say so
 */
public record NodeAccess(URI url, Optional<String> authorization, Optional<SSLContext> tls) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public static NodeAccess of(Environment environment) {
        URI url = url(environment.variable("FERRY_URL").orElse("http://127.0.0.1:8420"));
        return new NodeAccess(
                url,
                authorization(environment, url),
                environment.variable("FERRY_CA").map(NodeAccess::trusting));
    }

    private static URI url(String text) {
        String bare = text.strip().replaceAll("/+$", "");
        if (!bare.matches("(?i)https?://.+")) {
            throw new UsageProblem("FERRY_URL is '" + text + "', which is not like http://127.0.0.1:8420");
        }
        try {
            return URI.create(bare);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("FERRY_URL is '" + text + "', which is no URL: " + e.getMessage());
        }
    }

    private static Optional<String> authorization(Environment environment, URI url) {
        Optional<String> token = environment.variable("FERRY_TOKEN");
        if (token.isPresent()) {
            return token.map(value -> "Bearer " + value.strip());
        }
        String user = environment.variable("FERRY_USER").orElse("admin");
        return environment
                .variable("FERRY_PASSWORD")
                .or(() -> localPassword(environment, url, user))
                .map(password -> basic(user, password));
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    // The file holds the administrator's password of the node beside it; it is sent to no other machine and for no
    // other user.
    private static Optional<String> localPassword(Environment environment, URI url, String user) {
        if (!"admin".equals(user) || !LOOPBACK.contains(String.valueOf(url.getHost()))) {
            return Optional.empty();
        }
        Path folder = environment.variable("FERRY_DATA").map(Path::of).orElse(environment.dataFolder());
        try {
            return Optional.of(
                    Files.readString(folder.resolve("admin.password")).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static SSLContext trusting(String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("there is no certificate in it");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new UsageProblem("FERRY_CA names '" + file + "', which cannot be read as PEM certificates: " + e);
        }
    }
}
