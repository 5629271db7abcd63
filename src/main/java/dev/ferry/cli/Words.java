package dev.ferry.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All words after {@code ferry}, in the order of the help. */
final class Words {
    private static final Map<String, String> OF_LAUNCHER = Map.of(
            "demo", "The main job, end to end, on a throw-away data folder.",
            "up", "A node in the foreground: [--config FILE] [--data DIR] [--set KEY=VALUE]...",
            "cluster",
                    "Several nodes and their database in the foreground: [--nodes 3] [--data DIR] [--no-restart] [--set KEY=VALUE]...",
            "schema", "The classes of the management API as MOF: [NAMESPACE].");

    /** Taken, so that a script that uses them is told so and not that it mistyped. */
    private static final List<String> LATER = List.of(
            "snapshot",
            "checkpoint",
            "reference-point",
            "recover",
            "sweep",
            "disk",
            "limits",
            "inspect",
            "audit",
            "ca",
            "support-bundle",
            "remote");

    private Words() {}

    static void addTo(CommandLine ferry, Session session) {
        Stream.of("demo", "up", "cluster", "schema").forEach(word -> ferry.addSubcommand(ofLauncher(word, session)));
        CommandLine system = new CommandLine(new SystemCommands(session));
        ferry.addSubcommand(new SystemsCommand(session))
                .addSubcommand(system)
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new ExportsCommand(session))
                .addSubcommand(new CompareCommand(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new JobsCommand(session))
                .addSubcommand(new JobCommands(session))
                .addSubcommand(new VolumesCommand(session))
                .addSubcommand(new NetworksCommand(session))
                .addSubcommand(new NodesCommand(session))
                .addSubcommand(new NodeCommands(session))
                .addSubcommand(new UserCommands(session));
        LATER.forEach(word -> ferry.addSubcommand(later(word, session)));
    }

    private static CommandLine ofLauncher(String word, Session session) {
        CommandLine line = word(word, () -> {
            session.printer().note("`ferry " + word + "` runs here, not on a node: it is for the launcher");
            return Exit.USAGE;
        });
        line.getCommandSpec().usageMessage().description(OF_LAUNCHER.get(word));
        return line;
    }

    private static CommandLine later(String words, Session session) {
        CommandLine line = word(words.substring(words.lastIndexOf(' ') + 1), () -> {
            session.printer().note("`" + words + "` is not there yet in this version");
            return Exit.USAGE;
        });
        line.getCommandSpec().usageMessage().hidden(true).description("Not there yet in this version.");
        return line;
    }

    private static CommandLine word(String word, Callable<Integer> run) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(run).name(word);
        return new CommandLine(spec).setUnmatchedArgumentsAllowed(true);
    }
}
