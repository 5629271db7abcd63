package dev.ferry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.Environment;
import dev.ferry.cli.FerryClient;
import dev.ferry.cli.JobOutcome;
import dev.ferry.cli.JobWait;
import dev.ferry.cli.NodeAccess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ferry demo}: the main job, end to end, on a data folder of its own, through the same door as every client. It fails
 * loudly: exit 0 means that every disk that came back was compared with the one that went away.
 */
final class Demo {
    static final String USAGE = """
            ferry demo

            Makes a system with two disks, exports it, verifies the export, imports it twice with new identities and once
            under its own, in place, after the original was removed. Uses a new folder below the temporary one.""";

    /** What the demonstration expected and did not find. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private final Path data;
    private final Path volume;
    private final FerryClient client;
    private final JobWait wait;
    private final PrintStream out;

    private Demo(Path data, FerryClient client, Environment environment) {
        this.data = data;
        this.volume = data.resolve("volumes/local");
        this.client = client;
        this.wait = new JobWait(client, environment);
        this.out = environment.out();
    }

    static int run(String[] args, Environment environment) {
        if (args.length > 0) {
            environment.err().println("ferry demo takes no options\n\n" + USAGE);
            return 2;
        }
        // A library prints when it stops; what is shown here goes to the environment's own stream.
        System.setOut(environment.err());
        Path data = null;
        try {
            data = Files.createTempDirectory("ferry-demo-");
            System.setProperty("ferry.log.dir", data.resolve("logs").toString());
            show(data, environment);
            return 0;
        } catch (IOException | RuntimeException e) {
            environment.err().println("ferry demo: " + told(e));
            environment
                    .err()
                    .println("ferry demo: what there was is in " + data + "; the node's log is in its folder logs");
            return 1;
        }
    }

    private static String told(Exception e) {
        return e instanceof ClientProblem problem
                ? problem.code() + " " + problem.title() + ": " + problem.detail() + "; " + problem.remedy()
                : String.valueOf(e.getMessage());
    }

    private static void show(Path data, Environment environment) throws IOException {
        environment.out().println("Starting a node in " + data + " ...");
        Map<String, String> sets = Map.of(
                "ferry.http.port", "0",
                "ferry.wsman.port", "0",
                "ferry.wsman.tls-port", "0",
                "ferry.cimxml.port", "0",
                "ferry.cimxml.tls-port", "0");
        try (Node node = Node.start(Settings.load(null, sets, data));
                FerryClient client = new FerryClient(access(node, data))) {
            environment.out().println("It serves at " + node.url());
            new Demo(data, client, environment).play();
        }
        environment.out().println("""

                        Everything above is still there. What to try next:
                          ./ferry up --data %1$s            then, in another shell:
                          export FERRY_DATA=%1$s
                          ./ferry systems
                          ./ferry export web-copy-1 --to more --wait      ./ferry verify more/web-copy-1
                          ./ferry jobs --all      ./ferry compare more/web-copy-1
                        And when you are done (it holds some 5 GB):  rm -r %1$s""".formatted(data));
    }

    private static NodeAccess access(Node node, Path data) {
        Map<String, String> variables = new HashMap<>();
        variables.put("FERRY_URL", node.url());
        variables.put("FERRY_DATA", data.toString());
        Environment here = Environment.ofProcess();
        return NodeAccess.of(new Environment(
                variables,
                here.out(),
                here.err(),
                false,
                data,
                here.prompt(),
                here.zone(),
                here.clock(),
                here.pause()));
    }

    private void play() throws IOException {
        title("Making two disks: a VHDX of 64 GiB with 256 MiB scattered in it, and 1 GiB of random bytes");
        Path disks = Files.createDirectories(volume.resolve("disks"));
        Path sparse = DemoDisks.scattered(disks.resolve("system.vhdx"));
        Path random = DemoDisks.random(disks.resolve("data.raw"));
        Map<String, String> hashes =
                Map.of("system.vhdx", DemoDisks.sha256(sparse), "data.raw", DemoDisks.sha256(random));

        title("Defining the system 'web'");
        JsonNode web = client.submit("/systems", system());
        out.println("  " + web.path("id").asText() + ", defined in "
                + web.path("definitionFile").asText());

        title("Exporting it to exports/web");
        JsonNode export = job(
                client.submit("/systems/" + web.path("id").asText() + "/export", object().put("directory", "exports")));
        Path folder = Path.of(export.path("result").path("directory").asText());
        out.println("  " + folder);

        title("Verifying the export: every byte is read back and compared with the manifest");
        job(client.submit("/verifications", object().put("directory", folder.toString())));

        title("Importing it twice, with new identities");
        for (String name : List.of("web-copy-1", "web-copy-2")) {
            JsonNode copy = imported(
                    folder, object().put("mode", "copy").put("newId", true).put("name", name));
            require(!copy.path("id").equals(web.path("id")), name + " has the identity of the original");
            compare(copy, hashes);
        }

        title("Removing the original, and importing the export in place under the identity that it had");
        job(client.submitDelete("/systems/" + web.path("id").asText(), Map.of()));
        JsonNode back = imported(folder, object().put("mode", "register"));
        require(back.path("id").equals(web.path("id")), "the system came back under another identity");
        compare(back, hashes);

        title("The systems that there are now");
        for (JsonNode system : client.list("/systems", Map.of())) {
            out.printf(
                    "  %-12s %s  %s  %s%n",
                    system.path("name").asText(),
                    system.path("id").asText(),
                    system.path("state").asText(),
                    system.path("definitionFile").asText());
        }
        out.println("  (data folder " + data + ", volume 'local' at " + volume + ")");
    }

    private static ObjectNode system() {
        ObjectNode body =
                object().put("name", "web").put("memoryBytes", 1L << 30).put("processors", 2);
        body.putArray("disks").add("disks/system.vhdx").add("disks/data.raw");
        body.putArray("networks").add("Default Switch");
        return body;
    }

    private JsonNode imported(Path folder, ObjectNode body) {
        JsonNode done = job(client.submit("/imports", body.put("path", folder.toString())));
        return client.get("/systems/" + done.path("result").path("system").asText());
    }

    private JsonNode job(JsonNode submitted) {
        JsonNode ended = wait.await(submitted, Instant.MAX);
        require(
                JobOutcome.isDone(ended),
                JobOutcome.title(ended) + " ended as " + JobOutcome.state(ended) + ": " + ended.path("errors"));
        ended.path("warnings").forEach(warning -> out.println("  warning: " + warning.asText()));
        out.printf(
                "  %s: %s, %,d bytes%n",
                JobOutcome.title(ended),
                JobOutcome.state(ended),
                ended.path("bytesDone").asLong());
        return ended;
    }

    private void compare(JsonNode system, Map<String, String> hashes) throws IOException {
        require(
                system.path("disks").size() == hashes.size(),
                system.path("name").asText() + " has not two disks");
        for (JsonNode disk : system.path("disks")) {
            Path file = Path.of(disk.path("path").asText());
            String wanted = hashes.get(file.getFileName().toString());
            require(DemoDisks.sha256(file).equals(wanted), file + " is not the disk that was exported");
        }
        out.println("  " + system.path("name").asText() + ": both disks are what they were (SHA-256)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Wrong(otherwise);
        }
    }

    private void title(String text) {
        out.println();
        out.println(text);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
