package dev.ferry;

import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.cluster.NodeCertificate;
import dev.ferry.cluster.ServerTls;
import dev.ferry.endpoint.BasicLogin;
import dev.ferry.endpoint.Listener;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.cimxml.CimXmlDoor;
import dev.ferry.endpoint.wsman.WsmanDoor;
import dev.ferry.journal.database.Database;
import dev.ferry.view.Meta;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;

/** The doors through which CIM is spoken, and what they need before they can be opened: a certificate, and a key that all nodes share. */
final class CimDoors implements AutoCloseable {
    /** Somebody who looks at what was found before asking for more comes back within this time. */
    private static final Duration CONTEXT_LIFE = Duration.ofHours(1);

    private static final int KEY_BYTES = 32;

    private final Settings settings;
    private final Optional<NodeCertificate> own;
    private final ServerTls tls;
    private final byte[] sealKey;
    /** A call of CIM may wait, and then holds nothing but itself. */
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ferry-cim-", 0).factory());

    /** Where they are. */
    record Open(Listener.Ports wsman, Listener.Ports cimxml) {
        /** As it is printed. */
        String text() {
            return "wsman=" + wsman.plain() + " wsman-tls=" + wsman.tls() + " cimxml=" + cimxml.plain() + " cimxml-tls="
                    + cimxml.tls();
        }
    }

    private CimDoors(Settings settings, Optional<NodeCertificate> own, ServerTls tls, byte[] sealKey) {
        this.settings = settings;
        this.own = own;
        this.tls = tls;
        this.sealKey = sealKey;
    }

    /** Makes what is missing; a certificate that cannot be used stops the start. */
    static CimDoors prepare(Settings settings, Database database, String clusterId) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        String key = new Meta(database.dataSource())
                .putIfAbsent(Meta.SEAL_KEY, Base64.getEncoder().encodeToString(fresh));
        Settings.Doors doors = settings.http().doors();
        Optional<NodeCertificate> own = doors.isOwn()
                ? Optional.of(NodeCertificate.forDoors(
                        database, clusterId, names(settings), settings.node().data(), Clock.systemUTC()))
                : Optional.empty();
        ServerTls tls = own.map(
                        made -> new ServerTls(made.files().key(), made.files().certificate()))
                .orElseGet(() -> new ServerTls(Path.of(doors.keyFile()), Path.of(doors.certificateFile())));
        tls.unusable().ifPresent(reason -> {
            own.ifPresent(NodeCertificate::close);
            throw new Settings.Invalid("ferry.doors.tls: " + reason);
        });
        return new CimDoors(settings, own, tls, Base64.getDecoder().decode(key));
    }

    /** By what visitors may know this node. */
    private static List<String> names(Settings settings) {
        Settings.Doors doors = settings.http().doors();
        Set<String> names = new LinkedHashSet<>(List.of(settings.node().name()));
        names.addAll(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        Stream.of(doors.wsman().host(), doors.cimxml().host())
                .filter(host -> !host.equals("0.0.0.0") && !host.contains(":"))
                .forEach(names::add);
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (IOException _) {
            // A machine without a name is known by its addresses.
        }
        return List.copyOf(names);
    }

    CompletionStage<Open> open(ActorSystem<?> system, BasicLogin login, ServedNamespaces namespaces) {
        Listener listener = new Listener(system, tls);
        SealedText seal = new SealedText(sealKey, CONTEXT_LIFE, Clock.systemUTC());
        WsmanDoor wsman = new WsmanDoor(
                system,
                login,
                new WsmanDoor.Setting(namespaces, seal, calls, settings.node().name(), PekkoConfig.VERSION));
        CimXmlDoor cimxml = new CimXmlDoor(system, login, new CimXmlDoor.Setting(namespaces, seal, calls));
        return wsman.bind(listener, place(settings.http().doors().wsman())).thenCompose(first -> cimxml.bind(
                        listener, place(settings.http().doors().cimxml()))
                .thenApply(second -> new Open(first, second)));
    }

    private static Listener.Place place(Settings.Door door) {
        return new Listener.Place(door.host(), door.port(), door.tlsPort());
    }

    @Override
    public void close() {
        own.ifPresent(NodeCertificate::close);
        calls.shutdownNow();
    }
}
