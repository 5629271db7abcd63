package dev.ferry.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * By what this node shows that it is of the cluster, and by what it knows the others: a key, its certificate, and the certificate
 * of the authority, all PEM. They change while the node runs; what is made from them is to be made anew every few minutes.
 */
public record TlsFiles(Path key, Path certificate, Path authority) {
    private static final String PROTOCOL = "TLSv1.3";

    /**
     * For both ends of a connection between two nodes: the peer's certificate must be of our authority and of our cluster. It is
     * the cluster that is proven, not the peer's address. A server must also be given {@link #serverParameters}.
     */
    public SSLContext context() throws IOException, GeneralSecurityException {
        X509Certificate own = Pem.certificate(Files.readString(certificate));
        X509Certificate ca = Pem.certificate(Files.readString(authority));
        PrivateKey privateKey = Pem.key(Files.readString(key));
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyStore keys = empty();
        keys.setKeyEntry("node", privateKey, password, new X509Certificate[] {own, ca});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, password);
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", ca);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance(PROTOCOL);
        context.init(
                keyManagers.getKeyManagers(),
                new TrustManager[] {
                    new SameCluster((X509ExtendedTrustManager) trustManagers.getTrustManagers()[0], own)
                },
                null);
        return context;
    }

    /** Why these files cannot be used, if they cannot; a start that would only fail at the first connection fails here. */
    public Optional<String> usable(Instant now) {
        try {
            X509Certificate own = Pem.certificate(Files.readString(certificate));
            own.verify(Pem.certificate(Files.readString(authority)).getPublicKey());
            own.checkValidity(Date.from(now));
            context();
            return Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of("key, certificate and authority do not work together (" + e
                    + "); it must be a key in PKCS#8 without a password, a certificate for it that is valid now, and the"
                    + " certificate of the authority that issued it.");
        }
    }

    /** What a server must set on its socket or engine: without a certificate nobody gets in. */
    public static SSLParameters serverParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
