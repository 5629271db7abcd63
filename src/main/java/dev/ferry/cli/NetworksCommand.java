package dev.ferry.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "networks", description = "List the networks that systems can be on.")
final class NetworksCommand implements Callable<Integer> {
    private final Session session;

    NetworksCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().list(session.client().list("/networks", Map.of()), Listing.NETWORKS);
        return Exit.DONE;
    }
}
