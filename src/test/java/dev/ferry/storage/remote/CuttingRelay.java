package dev.ferry.storage.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Between two nodes: cuts its first connection after so many bytes of the answer, or damages one byte of it. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int target;
    private final long cutAfter;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile long flipAt = -1;

    CuttingRelay(String target, long cutAfter) throws IOException {
        this.target = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        this.cutAfter = cutAfter;
        Thread.ofVirtual().start(this::accept);
    }

    void flipAt(long position) {
        flipAt = position;
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                boolean first = connections.incrementAndGet() == 1;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pump(client, server, Long.MAX_VALUE, -1));
                Thread.ofVirtual()
                        .start(() -> pump(server, client, first ? cutAfter : Long.MAX_VALUE, first ? flipAt : -1));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private static void pump(Socket from, Socket to, long most, long flip) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            long passed = 0;
            while (passed < most) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, most - passed));
                if (n < 0) {
                    return;
                }
                if (flip >= passed && flip < passed + n) {
                    buffer[(int) (flip - passed)] ^= 1;
                }
                out.write(buffer, 0, n);
                passed += n;
            }
        } catch (IOException _) {
            // One side is gone; so is the other now.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
