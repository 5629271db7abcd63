package dev.ferry.rig;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cut that cuts nothing would prove nothing. */
@Timeout(120)
class NetTest {
    private static final int BACKLOG = 50;

    /** Answers every connection with a word, until it is closed. */
    private static ServerSocket answering(int port) throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("answering").start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("here".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // Closed, or the caller has gone.
                }
            }
        });
        return server;
    }

    /** Whether a process of that node hears the answer, which has all the time that a busy machine can take. */
    private static boolean hears(Net net, int node, String host, int port) throws IOException {
        return hears(net, node, host, port, 20);
    }

    /** One that is cut off would hear nothing for ever. */
    private static boolean isDeaf(Net net, int node, String host, int port) throws IOException {
        return !hears(net, node, host, port, 2);
    }

    private static boolean hears(Net net, int node, String host, int port, int seconds) throws IOException {
        List<String> command = new ArrayList<>(net.prefix(node));
        // It waits until it is known whose process it is.
        String script = "read -r && exec 3<>/dev/tcp/%s/%d && read -t %d -N 4 -u 3 word && [ \"$word\" = here ]"
                .formatted(host, port, seconds);
        command.addAll(List.of("bash", "-c", script));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        net.started(node, process.pid());
        try (OutputStream in = process.getOutputStream()) {
            in.write('\n');
            in.flush();
            return process.waitFor(seconds + 1, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void namespacesOrRelaysCutANodeFromTheDatabaseAndHeal() throws IOException {
        try (Net net = Net.cuttable();
                ServerSocket database = answering(0)) {
            int port = net.databasePort(database.getLocalPort());
            assertTrue(hears(net, 1, net.databaseHost(), port));
            net.cutFromDatabase(1);
            assertTrue(isDeaf(net, 1, net.databaseHost(), port));
            assertTrue(hears(net, 2, net.databaseHost(), port));
            net.heal();
            assertTrue(hears(net, 1, net.databaseHost(), port));
            net.isolate(1);
            assertTrue(isDeaf(net, 1, net.databaseHost(), port));
            net.heal();
            assertTrue(hears(net, 1, net.databaseHost(), port));
        }
    }

    @Test
    void relaysHoldBackOneDirectionAndLetItGoOn() throws IOException {
        try (RelayNet net = RelayNet.create()) {
            int port = net.remotePort(2);
            try (ServerSocket other = answering(net.ownPort(2));
                    Socket client = new Socket()) {
                net.started(1, ProcessHandle.current().pid());
                assertTrue(other.isBound());
                net.cut(2, 1);
                client.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                client.setSoTimeout(500);
                byte[] word = new byte[4];
                boolean heard = reads(client, word);
                assertFalse(heard);
                net.heal();
                client.setSoTimeout(5_000);
                assertTrue(reads(client, word));
            }
        }
    }

    private static boolean reads(Socket client, byte[] word) {
        try {
            return client.getInputStream().readNBytes(word, 0, word.length) == word.length;
        } catch (IOException _) {
            return false;
        }
    }
}
