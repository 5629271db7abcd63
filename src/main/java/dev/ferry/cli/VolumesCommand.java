package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "volumes", description = "List the volumes; mark a folder as one.")
final class VolumesCommand implements Callable<Integer> {
    private final Session session;

    VolumesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().list(session.client().list("/volumes", Map.of()), Listing.VOLUMES);
        return Exit.DONE;
    }

    @Command(description = "Write the marker of a volume into a folder that the configuration names.")
    int init(
            @Parameters(paramLabel = "PATH") String path,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "The volume's name.")
                    String name,
            @Option(names = "--shared", description = "All nodes see the same folder.") boolean shared,
            @Option(
                            names = "--alias",
                            paramLabel = "ALIAS",
                            description = "Another way to write it, such as C:\\Ferry.")
                    List<String> aliases,
            @Mixin DryRun dryRun) {
        ObjectNode body = Session.body().put("path", path).put("name", name).put("shared", shared);
        SystemOptions.putAll(body, "aliases", aliases == null ? List.of() : aliases);
        return session.changed(session.client().post("/volumes", dryRun.query(), body), dryRun);
    }
}
