package dev.ferry.figures;

import dev.ferry.journal.database.RigDatabase;
import dev.ferry.rig.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node as {@code ferry up} starts it, with a PostgreSQL beside it; both end when this is closed. */
final class FiguresNode implements AutoCloseable {
    private static final String USER = "admin";
    private static final String PASSWORD = "password of the figures";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path folder;
    private final RigDatabase database;
    private final Process process;
    private final Thread atExit = new Thread(this::end, "figures-end");

    private FiguresNode(Path folder, RigDatabase database, Process process) {
        this.folder = folder;
        this.database = database;
        this.process = process;
    }

    static FiguresNode start(Path folder) throws IOException {
        RigDatabase database = RigDatabase.start(folder.resolve("postgresql"));
        Path configuration = folder.resolve("node.conf");
        Files.writeString(configuration, """
                ferry {
                  node { name = "node1", data = "%1$s/data" }
                  http.port = 0
                  wsman { port = 0, tls-port = 0 }
                  cimxml { port = 0, tls-port = 0 }
                  database { url = "%2$s", user = "%3$s", password = "%4$s" }
                }
                """.formatted(folder, database.url(), database.user(), database.password()));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        // As the launcher starts it.
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.ferry.Main",
                        "up",
                        "--stop-at-eof",
                        "--config",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().put("FERRY_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        FiguresNode node = new FiguresNode(folder, database, builder.start());
        Runtime.getRuntime().addShutdownHook(node.atExit);
        Await.until(LIMIT, () -> "the node is ready: " + node.output(), () -> node.output()
                .contains("\nready "));
        return node;
    }

    private String output() {
        try {
            return "\n" + Files.readString(folder.resolve("output.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String told(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + output());
        }
        return matcher.group(1);
    }

    long pid() {
        return process.pid();
    }

    List<Door> doors() {
        return List.of(
                new WsmanRequests(target(" wsman=(\\d+)", "/wsman", "application/soap+xml;charset=UTF-8")),
                new CimXmlRequests(target(" cimxml=(\\d+)", "/cimom", "application/xml; charset=utf-8")));
    }

    private Wire.Target target(String port, String path, String contentType) {
        return new Wire.Target(Integer.parseInt(told(port)), path, contentType, USER, PASSWORD);
    }

    void define() throws IOException {
        ManySystems.definePattern(told("\nready (\\S+)"), USER, PASSWORD, folder.resolve("data/volumes/local"));
    }

    /** Its own connection to the database of the node; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** How long the process has had a processor, whatever else the machine does meanwhile. */
    double processorSeconds() {
        return process.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    /** What the process has in memory. */
    long residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        return 0;
    }

    private void end() {
        process.destroyForcibly();
        database.close();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        process.destroyForcibly();
        process.onExit().join();
        database.close();
    }
}
