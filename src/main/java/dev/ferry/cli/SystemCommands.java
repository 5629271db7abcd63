package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "system",
        description = "Define, show, change, move, start and stop one system.",
        synopsisSubcommandLabel = "COMMAND")
final class SystemCommands {
    private final Session session;

    SystemCommands(Session session) {
        this.session = session;
    }

    @Command(description = "Define a system; it is off.")
    int define(@Parameters(paramLabel = "NAME") String name, @Mixin SystemOptions options, @Mixin DryRun dryRun) {
        ObjectNode body = options.body(name);
        return session.changed(session.client().post("/systems", dryRun.query(), body), dryRun);
    }

    @Command(description = "Show a system.")
    int show(@Parameters(paramLabel = "SYSTEM") String system) {
        session.printer().object(session.client().get(session.systems().path(system)));
        return Exit.DONE;
    }

    @Command(description = "Change settings of a system.")
    int set(
            @Parameters(paramLabel = "SYSTEM") String system,
            @Option(names = "--name", paramLabel = "NAME", description = "A new name.") String name,
            @Option(names = "--memory", paramLabel = "SIZE", description = "Memory, such as 512MiB.") ByteSize memory,
            @Option(names = "--processors", paramLabel = "N", description = "Number of virtual processors.")
                    Integer processors,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Notes.") String notes,
            @Mixin DryRun dryRun) {
        ObjectNode body = SystemOptions.common(name, memory, processors, notes);
        if (body.isEmpty()) {
            throw new UsageProblem("say what to set: --name, --memory, --processors or --notes");
        }
        return patch(system, body, dryRun);
    }

    @Command(description = "Give a system another name.")
    int rename(
            @Parameters(paramLabel = "SYSTEM") String system,
            @Parameters(paramLabel = "NAME") String name,
            @Mixin DryRun dryRun) {
        return patch(system, Session.body().put("name", name), dryRun);
    }

    @Command(description = "Remove a system; its disks are kept unless asked.")
    int remove(
            @Parameters(paramLabel = "SYSTEM") String system,
            @Option(names = "--delete-disks", description = "Delete its disks too.") boolean deleteDisks,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Mixin DryRun dryRun,
            @Mixin WaitOptions wait) {
        boolean terminal = session.environment().terminal();
        if (deleteDisks && !yes && !terminal && !dryRun.isAsked()) {
            throw new UsageProblem("--delete-disks cannot be taken back, and there is nobody to ask: add --yes");
        }
        String path = session.systems().path(system);
        String disks = deleteDisks ? " and delete its disks" : " (its disks are kept)";
        if (terminal && !yes && !dryRun.isAsked() && !session.isConfirmed("Remove " + system + disks + "?")) {
            return Exit.REFUSED;
        }
        var query = dryRun.query("deleteDisks", Boolean.toString(deleteDisks));
        return session.submit(() -> session.client().submitDelete(path, query), dryRun, wait);
    }

    @Command(description = "Move a system to another node, to another place, or both.")
    int move(
            @Parameters(paramLabel = "SYSTEM") String system,
            @Option(names = "--node", paramLabel = "NODE", description = "The node that is to have it.") String node,
            @Option(names = "--to", paramLabel = "DIR", description = "The folder that all its files are to go to.")
                    String directory,
            @Mixin DryRun dryRun,
            @Mixin WaitOptions wait) {
        if (node == null && directory == null) {
            throw new UsageProblem("say where to: --node NODE, --to DIR, or both");
        }
        ObjectNode body = Session.body();
        if (node != null) {
            body.put("node", node);
        }
        if (directory != null) {
            body.put("directory", directory);
        }
        String path = session.systems().path(system) + "/move";
        return session.submit(() -> session.client().submit(path, dryRun.query(), body), dryRun, wait);
    }

    @Command(description = "Start a system.")
    int start(@Parameters(paramLabel = "SYSTEM") String system, @Mixin DryRun dryRun) {
        return state(system, Session.body().put("state", "Running"), dryRun);
    }

    @Command(description = "Stop a system.")
    int stop(
            @Parameters(paramLabel = "SYSTEM") String system,
            @Option(names = "--force", description = "As if the power were cut.") boolean force,
            @Mixin DryRun dryRun) {
        return state(system, Session.body().put("state", "Off").put("force", force), dryRun);
    }

    @Command(description = "Save the running state of a system.")
    int save(@Parameters(paramLabel = "SYSTEM") String system, @Mixin DryRun dryRun) {
        return state(system, Session.body().put("state", "Saved"), dryRun);
    }

    @Command(description = "Pause a running system.")
    int pause(@Parameters(paramLabel = "SYSTEM") String system, @Mixin DryRun dryRun) {
        return state(system, Session.body().put("state", "Paused"), dryRun);
    }

    @Command(description = "Resume a paused or saved system.")
    int resume(@Parameters(paramLabel = "SYSTEM") String system, @Mixin DryRun dryRun) {
        return state(system, Session.body().put("state", "Running"), dryRun);
    }

    private int patch(String system, ObjectNode body, DryRun dryRun) {
        String path = session.systems().path(system);
        return session.changed(session.client().patch(path, dryRun.query(), body), dryRun);
    }

    private int state(String system, ObjectNode body, DryRun dryRun) {
        String path = session.systems().path(system) + "/state";
        return session.changed(session.client().post(path, dryRun.query(), body), dryRun);
    }
}
