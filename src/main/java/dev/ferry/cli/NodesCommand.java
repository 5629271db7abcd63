package dev.ferry.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "nodes", description = "List the nodes.")
final class NodesCommand implements Callable<Integer> {
    private final Session session;

    NodesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().list(session.client().list("/nodes", Map.of()), Listing.NODES);
        return Exit.DONE;
    }
}
