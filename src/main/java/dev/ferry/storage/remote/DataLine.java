package dev.ferry.storage.remote;

import dev.ferry.model.ReturnCode;
import dev.ferry.storage.StorageException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A line to another node's data port, for one thread. It is made when it is needed; one that broke is made anew once, then the
 * question is given up for now: whoever asks comes again.
 */
final class DataLine implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final DataPeer peer;
    private Socket socket;
    private DataInputStream in;
    private DataOutputStream out;

    DataLine(DataPeer peer) {
        this.peer = peer;
    }

    /** Takes one frame of an answer, of the given kind; what it cannot be is an {@link IOException}. */
    @FunctionalInterface
    interface Frames {
        void take(byte kind, DataInputStream in) throws IOException;
    }

    /** {@code begin} is called before each try: what an earlier one has taken is void. */
    void ask(Wire.Request request, Runnable begin, Frames frames) throws StorageException {
        for (int attempt = 1; ; attempt++) {
            try {
                begin.run();
                Optional<Wire.Told> refused = exchange(request, frames);
                if (refused.isPresent()) {
                    throw thrown(refused.get());
                }
                return;
            } catch (IOException e) {
                close();
                if (attempt == 2) {
                    throw StorageException.notAvailable(
                            "the node " + peer.node() + " does not send " + request.place() + " (" + peer.address()
                                    + ": " + why(e) + ")",
                            "the job goes on when the node can be reached again");
                }
            }
        }
    }

    private static String why(IOException e) {
        return e instanceof EOFException ? "it closed the connection" : e.getMessage();
    }

    private static StorageException thrown(Wire.Told told) {
        ReturnCode code = told.refusal().code();
        return told.passing()
                ? StorageException.passing(
                        code, told.refusal().message(), told.refusal().remedy())
                : StorageException.of(
                        code, told.refusal().message(), told.refusal().remedy());
    }

    private Optional<Wire.Told> exchange(Wire.Request request, Frames frames) throws IOException {
        if (socket == null) {
            connect();
        }
        byte[] body = Wire.bytes(request);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
        while (true) {
            byte kind = in.readByte();
            switch (kind) {
                case Wire.END -> {
                    return Optional.empty();
                }
                case Wire.REFUSED -> {
                    return Optional.of(Wire.refusal(in));
                }
                default -> frames.take(kind, in);
            }
        }
    }

    private void connect() throws IOException {
        int limit = (int) peer.limits().silence().toMillis();
        Socket made = peer.tls().isPresent() ? secure(peer.tls().get()) : new Socket();
        try {
            made.connect(address(), limit);
            made.setSoTimeout(limit);
            made.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(made.getInputStream(), BUFFER_BYTES));
            out = new DataOutputStream(new BufferedOutputStream(made.getOutputStream()));
            socket = made;
        } finally {
            if (socket == null) {
                made.close();
            }
        }
    }

    private InetSocketAddress address() throws IOException {
        int colon = peer.address().lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    peer.address().substring(0, colon),
                    Integer.parseInt(peer.address(), colon + 1, peer.address().length(), 10));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("'" + peer.address() + "' is no address of a data port", e);
        }
    }

    private static Socket secure(DataTls tls) throws IOException {
        SSLContext context;
        try {
            context = tls.context();
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates of this node cannot be used: " + e.getMessage(), e);
        }
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        return socket;
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // Nothing is on its way that anybody still wants.
            }
            socket = null;
        }
    }
}
