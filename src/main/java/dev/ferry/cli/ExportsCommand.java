package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exports", description = "List the exports in a directory; show or remove one.")
final class ExportsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to look (default: the first volume).")
    private String directory;

    ExportsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().list(in(directory == null ? "" : directory), Listing.EXPORTS);
        return Exit.DONE;
    }

    @Command(description = "Show one export.")
    int show(@Parameters(paramLabel = "DIR") String folder) {
        session.printer().object(find(folder));
        return Exit.DONE;
    }

    @Command(description = "Remove one export with all its files.")
    int remove(
            @Parameters(paramLabel = "DIR") String folder,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Mixin DryRun dryRun) {
        boolean asks = session.environment().terminal() && !yes && !dryRun.isAsked();
        if (asks && !session.isConfirmed("Remove the export " + folder + "?")) {
            return Exit.REFUSED;
        }
        JsonNode answer = session.client().delete("/exports", dryRun.query("directory", folder));
        return session.removed(answer, dryRun, "directory", folder);
    }

    private List<JsonNode> in(String folder) {
        return session.client().list("/exports", folder.isEmpty() ? Map.of() : Map.of("directory", folder));
    }

    // Nodes list the exports of a folder. One export is found in the folder that holds it, whichever way that is
    // written.
    private JsonNode find(String folder) {
        String bare = folder.replaceAll("[/\\\\]+$", "");
        int cut = Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\'));
        List<JsonNode> beside = cut == 0 ? List.of() : in(cut < 0 ? "" : bare.substring(0, cut));
        String path = "/" + bare;
        String name = "/" + bare.substring(cut + 1).toLowerCase(Locale.ROOT);
        Predicate<String> exactly = directory -> directory.equals(bare) || directory.endsWith(path);
        Predicate<String> byName =
                directory -> directory.toLowerCase(Locale.ROOT).endsWith(name);
        return Stream.of(exactly, byName)
                .flatMap(test -> beside.stream()
                        .filter(export -> test.test(export.path("directory").asText())))
                .findFirst()
                .orElseThrow(() -> ClientProblem.refused(
                        ReturnCode.INVALID_PARAMETER,
                        "there is no export in '" + folder + "'",
                        "See what there is with `ferry exports DIR`, where DIR holds the exports."));
    }
}
