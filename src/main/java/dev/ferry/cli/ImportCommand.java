package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "import", description = "Import a system from an export.")
final class ImportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ImportOptions options;

    @Mixin
    private DryRun dryRun;

    @Mixin
    private WaitOptions wait;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode body = options.body();
        return dryRun.isAsked()
                ? CompareCommand.compare(session, body)
                : session.submit(() -> session.client().submit("/imports", body), dryRun, wait);
    }
}
