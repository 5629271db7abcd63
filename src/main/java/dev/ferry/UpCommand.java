package dev.ferry;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ferry up}: a node in the foreground, until it is told to stop; then it stops in order. */
final class UpCommand {
    static final String USAGE = """
            ferry up [--config FILE] [--data DIR] [--set KEY=VALUE]...

            Runs a node in the foreground. It prints one line beginning with 'ready' when it serves; SIGTERM or Ctrl-C stops it
            in order. Settings: conf/single.conf explains them; FERRY_DATA is the data folder unless --data names another.""";

    private static final long STOP_LIMIT_SECONDS = 60;

    private record Options(Path config, Path data, Map<String, String> sets) {}

    /** What is wrong with the command line, in a sentence. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private UpCommand() {}

    static int run(String[] args, PrintStream out, PrintStream err) {
        // A library prints when it stops; standard output has the line that says ready, and nothing else.
        System.setOut(err);
        try {
            Options options = parse(args);
            Settings settings = Settings.load(options.config(), options.sets(), options.data());
            if (System.getProperty("ferry.log.dir") == null) {
                System.setProperty(
                        "ferry.log.dir", settings.node().data().resolve("logs").toString());
            }
            return serve(settings, out);
        } catch (Unusable e) {
            err.println("ferry up: " + e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (Settings.Invalid e) {
            err.println("ferry up: " + e.getMessage());
            return 2;
        } catch (RuntimeException e) {
            err.println("ferry up: " + e.getMessage());
            return 1;
        }
    }

    private static int serve(Settings settings, PrintStream out) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CompletableFuture<Void> told = new CompletableFuture<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.complete(null);
                            // Told to stop and stopped in order is a success, whatever signal said so.
                            Runtime.getRuntime().halt(awaited(result));
                        },
                        "ferry-stop"));
        try {
            int code = run(settings, out, told);
            result.complete(code);
            return code;
        } catch (RuntimeException e) {
            result.complete(1);
            throw e;
        }
    }

    private static int run(Settings settings, PrintStream out, CompletableFuture<Void> told) {
        try (Node node = Node.start(settings)) {
            out.println("ready " + node.url() + " data=" + settings.node().data() + " node="
                    + settings.node().name());
            out.flush();
            CompletableFuture.anyOf(told, node.ended().toCompletableFuture()).join();
            return told.isDone() ? 0 : 1;
        }
    }

    private static int awaited(CompletableFuture<Integer> result) {
        try {
            return result.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            System.err.println("ferry up: the node did not stop in " + STOP_LIMIT_SECONDS + " s; it is left behind");
        }
        return 1;
    }

    private static Options parse(String[] args) throws Unusable {
        Path config = null;
        Path data = null;
        Map<String, String> sets = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (i + 1 == args.length) {
                throw new Unusable("'" + option + "' wants a value, or is not an option");
            }
            String value = args[++i];
            switch (option) {
                case "--config" -> config = Path.of(value);
                case "--data" -> data = Path.of(value);
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals <= 0) {
                        throw new Unusable("--set wants KEY=VALUE, not '" + value + "'");
                    }
                    sets.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new Unusable("'" + option + "' is not an option");
            }
        }
        return new Options(config, data, sets);
    }
}
