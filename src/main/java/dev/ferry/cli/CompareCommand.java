package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "compare", description = "Say what an import would make here, and what it would be refused for.")
final class CompareCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ImportOptions options;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return compare(session, options.comparison());
    }

    /** The dry run of an import too: what it would be is the report. */
    static int compare(Session session, ObjectNode body) {
        JsonNode report = session.client().post("/imports/compare", body);
        session.printer().object(report);
        report.path("warnings")
                .forEach(warning -> session.printer().note("warning: " + FieldText.plain(warning.asText())));
        report.path("refusals").forEach(session::refusal);
        return report.path("refusals").isEmpty() ? Exit.DONE : Exit.REFUSED;
    }
}
