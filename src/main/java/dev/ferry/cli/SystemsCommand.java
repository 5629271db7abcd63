package dev.ferry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "systems", description = "List the virtual systems.")
final class SystemsCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--name", paramLabel = "PATTERN", description = "Only names like this (* and ?).")
    private String name;

    @Option(names = "--node", paramLabel = "NODE", description = "Only those of this node.")
    private String node;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state: Off, Running, ...")
    private String state;

    SystemsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("name", name);
        query.put("node", node);
        query.put("state", state);
        query.values().removeIf(value -> value == null);
        session.printer().list(session.client().list("/systems", query), Listing.SYSTEMS);
        return Exit.DONE;
    }
}
