package dev.ferry.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * A server of the same library in a process of its own that answers everything with the same text: what HTTP, this machine and these
 * clients allow. It stands for a peer, of which there is none to be installed here.
 */
final class Constant implements AutoCloseable {
    /** About as long as the answer to a Get. */
    static final int CHARACTERS = 4_000;

    private final Process process;
    private final int port;

    private Constant(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Constant start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Constant.class.getName())
                .start();
        int port = Integer.parseInt(process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("port "))
                .findFirst()
                .orElseThrow(() -> new IOException("the server of the constant did not start"))
                .substring("port ".length()));
        return new Constant(process, port);
    }

    Wire.Target target() {
        return new Wire.Target(port, "/", "application/xml", "nobody", "");
    }

    /** Serves until its input ends. */
    static void main(String[] args) throws IOException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "constant");
        String text = "x".repeat(CHARACTERS);
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bindSync(request -> {
                    request.discardEntityBytes(system);
                    return HttpResponse.create().withEntity(text);
                })
                .toCompletableFuture()
                .join();
        System.out.println("port " + binding.localAddress().getPort());
        while (System.in.read() >= 0) {
            // Nobody says anything until the end.
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
