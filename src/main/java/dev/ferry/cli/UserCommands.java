package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "user", description = "Add, list and remove users; set passwords.", synopsisSubcommandLabel = "COMMAND")
final class UserCommands {
    private final Session session;

    UserCommands(Session session) {
        this.session = session;
    }

    @Command(description = "Add a user.")
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", required = true, paramLabel = "admin|viewer", description = "What the user may.")
                    String role,
            @Option(
                            names = "--password",
                            paramLabel = "TEXT",
                            description = "Default: asked for, or one line of input.")
                    String password,
            @Mixin DryRun dryRun) {
        Session.requireOneOf("--role", role, "admin", "viewer");
        ObjectNode body = Session.body().put("name", name).put("role", role);
        body.put("password", password(name, password));
        return session.changed(session.client().post("/users", dryRun.query(), body), dryRun);
    }

    @Command(description = "List the users.")
    int list() {
        session.printer().list(session.client().list("/users", Map.of()), Listing.USERS);
        return Exit.DONE;
    }

    @Command(description = "Remove a user.")
    int remove(@Parameters(paramLabel = "NAME") String name, @Mixin DryRun dryRun) {
        JsonNode answer = session.client().delete(path(name), dryRun.query());
        return session.removed(answer, dryRun, "name", name);
    }

    @Command(description = "Set the password of a user.")
    int password(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--password",
                            paramLabel = "TEXT",
                            description = "Default: asked for, or one line of input.")
                    String text,
            @Mixin DryRun dryRun) {
        ObjectNode body = Session.body().put("password", password(name, text));
        JsonNode answer = session.client().post(path(name) + "/password", dryRun.query(), body);
        if (dryRun.isAsked()) {
            return session.changed(answer, dryRun);
        }
        session.printer()
                .sentence(Session.body().put("name", name).put("changed", true), "changed the password of " + name);
        return Exit.DONE;
    }

    private String password(String name, String said) {
        return Optional.ofNullable(said)
                .or(() -> session.environment().prompt().ask("Password of " + name + ":", true))
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> new UsageProblem("there is no password: add --password, or write it to standard input"));
    }

    private static String path(String name) {
        return "/users/" + FerryClient.segment(name);
    }
}
