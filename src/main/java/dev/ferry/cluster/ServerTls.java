package dev.ferry.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * What a door with TLS shows to its visitors: a key and a certificate, with those between it and its authority behind it, all PEM.
 * The files may change while the node runs: they are read again every five minutes. Visitors show no certificate.
 */
public final class ServerTls implements Supplier<SSLEngine> {
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Path key;
    private final Path certificates;
    private SSLContext context;
    private long readAt;

    public ServerTls(Path key, Path certificates) {
        this.key = key;
        this.certificates = certificates;
    }

    /** Why these files cannot be used, if they cannot; a start that would only fail at the first visitor fails here. */
    public Optional<String> unusable() {
        try {
            context = read();
            readAt = System.nanoTime();
            return Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of("key and certificate cannot be used (" + e
                    + "); it must be a key in PKCS#8 without a password, and the certificate for it.");
        }
    }

    /** The server's end of one connection. */
    @Override
    public SSLEngine get() {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private synchronized SSLContext context() {
        try {
            if (context == null || System.nanoTime() - readAt > FRESH.toNanos()) {
                context = read();
                readAt = System.nanoTime();
            }
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the doors' certificate cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the doors' certificate cannot be used", e);
        }
    }

    private SSLContext read() throws IOException, GeneralSecurityException {
        PrivateKey own = Pem.key(Files.readString(key));
        List<X509Certificate> chain = Pem.certificates(Files.readString(certificates));
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("doors", own, password, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(managers.getKeyManagers(), null, null);
        return fresh;
    }

    /** The names and addresses that a certificate is for, as they are written in it. */
    static List<String> names(X509Certificate certificate) {
        try {
            return Stream.ofNullable(certificate.getSubjectAlternativeNames())
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }
}
