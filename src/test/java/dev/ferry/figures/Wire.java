package dev.ferry.figures;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** One connection that is kept, with nothing between a request and the socket: what is measured is the server. */
final class Wire implements AutoCloseable {
    private static final int LINE_MAX = 8_192;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LENGTH = "content-length:";

    private final Target target;
    private final Socket socket;
    private final InputStream in;

    /** Where requests go, and what stands in each of them. */
    record Target(int port, String path, String contentType, String user, String password) {
        private byte[] head(int length) {
            String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + contentType
                            + "\r\nAuthorization: Basic " + login + "\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    Wire(Target target) throws IOException {
        this.target = target;
        this.socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** The body of the answer; anything but 200 is an error of whoever measures. */
    byte[] ask(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = target.head(bytes.length);
        byte[] whole = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        socket.getOutputStream().write(whole);
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        byte[] answer = in.readNBytes(length);
        if (!status.contains(" 200 ")) {
            throw new IOException(status + "\n" + new String(answer, StandardCharsets.UTF_8));
        }
        return answer;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LINE_MAX) {
                throw new IOException("the answer ends in its head: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
