package dev.ferry.storage.remote;

import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VolumeFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves ranges of this node's files to the other nodes. One thread for each connection, so many and no more; a connection on
 * which nothing moves is closed, whoever is to blame.
 */
public final class DataPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataPort.class);
    private static final int BACKLOG = 16;
    private static final int BUFFER_BYTES = 64 << 10;

    /** Opens a file of this node's volumes for reading. */
    @FunctionalInterface
    public interface Files {
        VolumeFile open(VolumePath place) throws StorageException;
    }

    private final ServerSocket listener;
    private final String host;
    private final Optional<DataTls> tls;
    private final Files files;
    private final DataLimits limits;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong served = new AtomicLong();
    private final ExecutorService threads;
    private final ScheduledExecutorService watch;

    private DataPort(ServerSocket listener, String host, Optional<DataTls> tls, Files files, DataLimits limits) {
        this.listener = listener;
        this.host = host;
        this.tls = tls;
        this.files = files;
        this.limits = limits;
        this.threads = Executors.newFixedThreadPool(
                limits.connections() + 1,
                Thread.ofPlatform().daemon().name("ferry-data-", 0).factory());
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ferry-data-watch").factory());
    }

    /** With {@code tls} both sides must show a certificate of the cluster; without, only this machine is let in. */
    public static DataPort open(InetSocketAddress address, Optional<DataTls> tls, Files files, DataLimits limits)
            throws IOException {
        InetAddress where = address.getAddress();
        if (tls.isEmpty() && (where == null || !where.isLoopbackAddress())) {
            throw new IOException("the data port is not opened on " + address + " without certificates; "
                    + "give the node its certificates, or use a loopback address");
        }
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new IOException("the data port cannot listen on " + address + ": " + e.getMessage(), e);
        }
        DataPort port = new DataPort(listener, address.getHostString(), tls, files, limits);
        port.threads.execute(port::accept);
        long period = Math.max(1, limits.silence().toMillis() / 4);
        var _ = port.watch.scheduleWithFixedDelay(port::closeSilent, period, period, TimeUnit.MILLISECONDS);
        return port;
    }

    /** Where it listens, as other nodes are told. */
    public String address() {
        return host + ":" + listener.getLocalPort();
    }

    /** All bytes of files that were sent since the start. */
    public long servedBytes() {
        return served.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Connection connection = new Connection(socket);
                open.add(connection);
                if (open.size() > limits.connections()) {
                    // Told by closing: to say more would take a handshake, and a thread that is not there.
                    LOG.warn("the data port has {} connections and takes no more", limits.connections());
                    connection.close();
                } else {
                    threads.execute(connection::serve);
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("the data port: {}", e.getMessage());
                }
            }
        }
    }

    private void closeSilent() {
        long now = System.nanoTime();
        open.stream()
                .filter(connection ->
                        now - connection.movedAt > limits.silence().toNanos())
                .forEach(Connection::close);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("the data port: {}", e.getMessage());
        }
        open.forEach(Connection::close);
        watch.shutdownNow();
        threads.shutdownNow();
    }

    /** One peer. {@code movedAt} is when anything last went either way. */
    private final class Connection {
        private final Socket socket;
        private volatile long movedAt = System.nanoTime();

        Connection(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket;
                    Socket line = line()) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(line.getInputStream()));
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(new Watched(line.getOutputStream()), BUFFER_BYTES));
                DataAnswers answers = new DataAnswers(files, limits.windowBytes());
                for (Optional<byte[]> body = Wire.nextRequest(in); body.isPresent(); body = Wire.nextRequest(in)) {
                    movedAt = System.nanoTime();
                    answers.answer(Wire.request(body.get()), out);
                    out.flush();
                }
            } catch (IOException | GeneralSecurityException e) {
                LOG.info("the data port lost {}: {}", socket.getRemoteSocketAddress(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the data port failed at a request of {}", socket.getRemoteSocketAddress(), e);
            } finally {
                open.remove(this);
            }
        }

        /** Without a certificate of the cluster nobody gets an answer. */
        private Socket line() throws IOException, GeneralSecurityException {
            socket.setTcpNoDelay(true);
            if (tls.isEmpty()) {
                return socket;
            }
            SSLSocket secure = (SSLSocket) tls.get()
                    .context()
                    .getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            secure.setUseClientMode(false);
            secure.setNeedClientAuth(true);
            secure.setEnabledProtocols(new String[] {"TLSv1.3"});
            return secure;
        }

        void close() {
            open.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                LOG.info("the data port: {}", e.getMessage());
            }
        }

        private final class Watched extends FilterOutputStream {
            Watched(OutputStream out) {
                super(out);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                movedAt = System.nanoTime();
                served.addAndGet(length);
            }
        }
    }
}
