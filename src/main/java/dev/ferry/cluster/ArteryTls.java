package dev.ferry.cluster;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * Pekko's connections between nodes, by the same files and the same rule as the data port's. Pekko makes it by its name, with the
 * files from the configuration; they are read again every five minutes.
 */
public final class ArteryTls implements SSLEngineProvider {
    private static final String FILES = "ferry.remote.tls-files";
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final TlsFiles files;
    private SSLContext context;
    private long readAt;

    public ArteryTls(ActorSystem system) {
        Config config = system.settings().config().getConfig(FILES);
        this.files = new TlsFiles(
                Path.of(config.getString("key")),
                Path.of(config.getString("certificate")),
                Path.of(config.getString("authority")));
    }

    /** What the actor system must be configured with, so that its nodes speak TLS by these files. */
    public static Map<String, Object> config(TlsFiles files) {
        return Map.of(
                "pekko.remote.artery.transport",
                "tls-tcp",
                "pekko.remote.artery.ssl.ssl-engine-provider",
                ArteryTls.class.getName(),
                FILES,
                Map.of(
                        "key", files.key().toString(),
                        "certificate", files.certificate().toString(),
                        "authority", files.authority().toString()));
    }

    private synchronized SSLContext context() {
        try {
            if (context == null || System.nanoTime() - readAt > FRESH.toNanos()) {
                context = files.context();
                readAt = System.nanoTime();
            }
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("the files of this node's certificate cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this node's certificate cannot be used", e);
        }
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        SSLEngine engine = context().createSSLEngine(hostname, port);
        engine.setUseClientMode(false);
        engine.setSSLParameters(TlsFiles.serverParameters());
        return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = context().createSSLEngine(hostname, port);
        engine.setUseClientMode(true);
        return engine;
    }

    /** The trust manager has looked at the peer's certificate already. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
