package dev.ferry;

import dev.ferry.cluster.Formation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code ferry up}: a node in the foreground, until it is told to stop; then it stops in order. */
final class UpCommand {
    static final String USAGE = """
            ferry up [--config FILE] [--data DIR] [--set KEY=VALUE]... [--stop-at-eof]

            Runs a node in the foreground. It prints one line beginning with 'ready' when it serves; SIGTERM or Ctrl-C stops it
            in order, and with --stop-at-eof the end of its standard input does too. Settings: conf/single.conf explains them;
            FERRY_DATA is the data folder unless --data names another.

            Exit codes: 0 told to stop, and stopped in order; 1 it could not start, or ended by itself; 2 wrong usage or settings;
            75 it was taken out of its cluster, or took itself out: start it again.""";

    /** "Try again", as sysexits.h has it. */
    static final int TAKEN_OUT = 75;

    private static final long STOP_LIMIT_SECONDS = 60;
    /** A node that was taken out of the cluster does harm by lingering: the others have gone on. */
    private static final long TAKEN_OUT_LIMIT_SECONDS = 20;

    private static final String UNREACHABLE =
            "it or the others could not reach each other for too long, and the others go on without it";

    private record Options(Path config, Path data, Map<String, String> sets, boolean stopAtEof) {}

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
            ListenPorts.requireFree(settings);
            return serve(settings, options.stopAtEof(), out);
        } catch (Unusable e) {
            err.println("ferry up: " + e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (Settings.Invalid e) {
            err.println("ferry up: " + e.getMessage());
            return 2;
        } catch (ListenPorts.Taken | RuntimeException e) {
            err.println("ferry up: " + e.getMessage());
            return 1;
        }
    }

    private static int serve(Settings settings, boolean stopAtEof, PrintStream out) {
        return Foreground.run("ferry up", STOP_LIMIT_SECONDS, told -> {
            if (stopAtEof) {
                Thread.ofPlatform().daemon().name("ferry-stop-at-eof").start(() -> {
                    awaitEof();
                    told.complete(null);
                });
            }
            return run(settings, out, told);
        });
    }

    private static int run(Settings settings, PrintStream out, CompletableFuture<Void> told) {
        try (Node node = Node.start(settings, told)) {
            out.println("ready " + (node.url().isEmpty() ? "(no doors)" : node.url()) + " data="
                    + settings.node().data() + " node=" + settings.node().name()
                    + (node.otherDoors().isEmpty() ? "" : " " + node.otherDoors()));
            out.flush();
            CompletableFuture.anyOf(told, node.ended().toCompletableFuture()).join();
            if (told.isDone()) {
                return 0;
            }
            return node.isDowned() ? takenOut(settings, node.reason().orElse(UNREACHABLE)) : 1;
        } catch (Formation.NotJoined e) {
            if (told.isDone()) {
                return 0;
            }
            if (e.isTakenOut()) {
                return takenOut(settings, e.getMessage());
            }
            throw e;
        }
    }

    private static int takenOut(Settings settings, String why) {
        System.err.println("ferry up: " + settings.node().name() + " was taken out of the cluster: " + why
                + ". It ends with " + TAKEN_OUT + "; start it again.");
        CompletableFuture.delayedExecutor(TAKEN_OUT_LIMIT_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(TAKEN_OUT));
        return TAKEN_OUT;
    }

    private static void awaitEof() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // As good as the end.
        }
    }

    private static Options parse(String[] args) throws Unusable {
        Path config = null;
        Path data = null;
        boolean stopAtEof = false;
        Map<String, String> sets = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--stop-at-eof")) {
                stopAtEof = true;
                continue;
            }
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
        return new Options(config, data, sets, stopAtEof);
    }
}
