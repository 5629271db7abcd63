package dev.ferry;

import dev.ferry.journal.database.DataFolder;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.EmbeddedDatabase;
import dev.ferry.journal.database.SchemaMigration;
import dev.ferry.security.Accounts;
import dev.ferry.storage.VolumeSettings;
import dev.ferry.view.Meta;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code ferry cluster}: several nodes and their database on this machine, in the foreground, until it is told to stop. */
final class ClusterCommand implements AutoCloseable {
    static final String USAGE = """
            ferry cluster [--nodes 3] [--data DIR] [--no-restart] [--set KEY=VALUE]...

            Runs that many nodes and one PostgreSQL on this machine, in the foreground, to try out and to test a cluster. It prints
            'node NAME url=URL pid=PID wsman=PORT cimxml=PORT' for each, then 'ready'; and a node's line again when it serves again.
            A node that dies is started again after 1 to 10 s, unless --no-restart. SIGTERM or Ctrl-C stops the nodes one by one,
            then PostgreSQL. --set goes to each node. Volumes: csv1, shared, at DIR/volumes/csv1, and local, one for each node, at
            DIR/nodes/NAME/volumes/local. Logs: DIR/nodes/NAME/logs. Clients: FERRY_DATA=DIR finds the password.

            Exit codes: 0 told to stop, and stopped in order; 1 it could not start; 2 wrong usage or settings.""";

    private static final long STOP_LIMIT_SECONDS = 180;
    /** Where the first node leaves what the next starts can go by (an AOT cache); the launcher asks for it after a build. */
    private static final String NOTES = "ferry.start-notes";

    private final ClusterOptions options;
    private final PrintStream out;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<ChildNode> nodes = new ArrayList<>();

    private ClusterCommand(ClusterOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        // A library prints when it stops; standard output has the lines of the nodes, and nothing else.
        System.setOut(err);
        try {
            ClusterOptions options = ClusterOptions.parse(args, System.getenv());
            if (System.getProperty("ferry.log.dir") == null) {
                System.setProperty(
                        "ferry.log.dir", options.data().resolve("logs").toString());
            }
            return Foreground.run("ferry cluster", STOP_LIMIT_SECONDS, told -> serve(options, out, told));
        } catch (Unusable e) {
            err.println("ferry cluster: " + e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (RuntimeException e) {
            err.println("ferry cluster: " + e.getMessage());
            return e instanceof Settings.Invalid ? 2 : 1;
        }
    }

    private static int serve(ClusterOptions options, PrintStream out, CompletableFuture<Void> told) {
        try (ClusterCommand cluster = new ClusterCommand(options, out)) {
            cluster.start();
            CompletableFuture<Void> ready = cluster.ready();
            CompletableFuture.anyOf(told, ready).join();
            if (!told.isDone()) {
                cluster.tellReady();
            }
            told.join();
            return 0;
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e.toString(), e);
        }
    }

    private void start() throws IOException {
        List<ChildPlan> plans = ChildPlan.of(options);
        Path shared = options.data().resolve("volumes/csv1");
        DataFolder data = keep(DataFolder.open(options.data()));
        EmbeddedDatabase server = keep(EmbeddedDatabase.start(data.path()));
        keep(PostgresGuard.start(data.path()));
        prepare(data, server, shared);
        ChildNode.Launch launch = launch(server);
        for (ChildPlan plan : plans) {
            ChildNode.Launch own = nodes.isEmpty() ? launch.noting(System.getProperty(NOTES, "")) : launch;
            Files.createDirectories(plan.data());
            Files.writeString(plan.data().resolve("node.conf"), plan.config(plans, shared));
            ChildNode node = new ChildNode(plan, own, this::tell);
            keep(node::stop);
            nodes.add(node);
        }
        nodes.forEach(ChildNode::start);
    }

    /** What all nodes share is made here, once, so that there is one password and one marker. */
    private void prepare(DataFolder data, EmbeddedDatabase server, Path shared) {
        try (Database database = Database.open(server, 1)) {
            SchemaMigration.ofThisBuild().apply(database);
            Meta meta = new Meta(database.dataSource());
            String clusterId =
                    meta.putIfAbsent(Meta.CLUSTER_ID, UUID.randomUUID().toString());
            new Accounts(database.dataSource())
                    .ensureAdmin(
                            Optional.ofNullable(System.getenv("FERRY_ADMIN_PASSWORD"))
                                    .filter(text -> !text.isBlank()),
                            () -> data.secret("admin.password"),
                            () -> data.forgetSecret("admin.password"));
            Volumes.makeOnce(
                    "ferry cluster",
                    List.of(new VolumeSettings("csv1", "", true, true, shared, List.of())),
                    clusterId,
                    meta);
        }
    }

    private ChildNode.Launch launch(EmbeddedDatabase server) {
        List<String> java = new ArrayList<>();
        java.add(ProcessHandle.current().info().command().orElseThrow());
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        List<String> sets = new ArrayList<>();
        options.sets().forEach((key, value) -> sets.addAll(List.of("--set", key + "=" + value)));
        Map<String, String> environment = Map.of(
                "FERRY_DATABASE_URL", server.url(),
                "FERRY_DATABASE_USER", server.user(),
                "FERRY_DATABASE_PASSWORD", server.password());
        return new ChildNode.Launch(java, sets, environment, options.restart());
    }

    private CompletableFuture<Void> ready() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        CompletableFuture<?>[] each = nodes.stream().map(ChildNode::ready).toArray(CompletableFuture<?>[]::new);
        var _ = CompletableFuture.allOf(each).thenRun(() -> all.complete(null));
        // One that fails is enough.
        for (CompletableFuture<?> node : each) {
            var _ = node.exceptionally(failure -> {
                all.completeExceptionally(failure);
                return null;
            });
        }
        return all;
    }

    private synchronized void tellReady() {
        nodes.forEach(node -> tell(node.ready().join()));
        tell("ready");
    }

    private synchronized void tell(String line) {
        out.println(line);
        out.flush();
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("ferry cluster: " + e.getMessage());
            }
        }
    }
}
