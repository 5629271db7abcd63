package dev.ferry.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Takes connections and carries their bytes to a port of 127.0.0.1, as long as the gate of each direction is open. */
final class Relay implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BACKLOG = 128;
    private static final Duration CLOSED_LONGEST = Duration.ofHours(1);

    /** Which way bytes may go now. What is held back goes on when the gate opens, as retransmitted packets would. */
    record Gate(BooleanSupplier there, BooleanSupplier back) {
        static final Gate OPEN = new Gate(() -> true, () -> true);
    }

    private final ServerSocket listener;
    private final int target;
    private final Function<Socket, Gate> gates;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocket listener, int target, Function<Socket, Gate> gates) {
        this.listener = listener;
        this.target = target;
        this.gates = gates;
    }

    static Relay start(String host, int port, int target, Function<Socket, Gate> gates) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port), BACKLOG);
            Relay relay = new Relay(listener, target, gates);
            Thread.ofPlatform().daemon().name("relay-to-" + target).start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // Closed, or the caller has gone already.
            }
        }
    }

    private void serve(Socket client) {
        Gate gate = gates.apply(client);
        Await.holds(CLOSED_LONGEST, gate.there());
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> carry(server, client, gate.back()));
            carry(client, server, gate.there());
        } catch (IOException _) {
            drop(client, server);
        }
    }

    private void carry(Socket from, Socket to, BooleanSupplier gate) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Await.holds(CLOSED_LONGEST, gate);
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // The other side has gone: so does this one.
        }
        Await.holds(CLOSED_LONGEST, gate);
        drop(from, to);
    }

    private void drop(Socket... sockets) {
        for (Socket socket : sockets) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException _) {
                // As good as closed.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // As good as closed.
        }
        drop(open.toArray(Socket[]::new));
    }
}
