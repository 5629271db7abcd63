package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an import is made from, and what is to differ. A comparison reads the same. */
final class ImportOptions {
    @Parameters(
            paramLabel = "DIR|DEFINITION-FILE",
            description = "The folder of one export, or a definition file in it.")
    private String path;

    @Option(names = "--copy", description = "Copy the files of the export.")
    private boolean copy;

    @Option(names = "--register", description = "Use the files where they are.")
    private boolean register;

    @Option(names = "--new-id", description = "A new identity.")
    private boolean newId;

    @Option(names = "--discard-saved-state", description = "Without the saved state.")
    private boolean discardSavedState;

    @Option(names = "--disk", paramLabel = "OLD=SOURCE[,TARGET]", description = "Where a disk is. Can be repeated.")
    private List<String> disks = List.of();

    @Option(names = "--network", paramLabel = "OLD=NEW", description = "The network in its place. Can be repeated.")
    private List<String> networks = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
    private String name;

    @Option(names = "--to", paramLabel = "DIR", description = "The folder to copy to.")
    private String to;

    @Option(names = "--node", paramLabel = "NODE", description = "The node that is to own it.")
    private String node;

    @Option(names = "--vhd-source", paramLabel = "DIR", description = "Where the disks are.")
    private String vhdSource;

    @Option(names = "--vhd-target", paramLabel = "DIR", description = "Where the disks are copied to.")
    private String vhdTarget;

    @Option(names = "--state-source", paramLabel = "DIR", description = "Where the saved state is.")
    private String stateSource;

    @Option(names = "--snapshot-source", paramLabel = "DIR", description = "Where the snapshots are.")
    private String snapshotSource;

    @Option(names = "--mac", paramLabel = "keep|new", description = "MAC addresses (default: kept with the identity).")
    private String mac;

    @Option(names = "--limit", paramLabel = "RATE", description = "Not served yet.")
    private String limit;

    /** The body of an import, which has to say how. */
    ObjectNode body() {
        if (copy == register) {
            throw new UsageProblem("say how to import: --copy or --register");
        }
        return comparison();
    }

    /** The body of a comparison, where copying is what is meant unless it says otherwise. */
    ObjectNode comparison() {
        if (copy && register) {
            throw new UsageProblem("--copy and --register exclude each other");
        }
        Session.requireOneOf("--mac", mac, "keep", "new");
        ExportOptions.refuse(limit != null, "--limit");
        ObjectNode body = Session.body().put("path", path).put("mode", register ? "register" : "copy");
        putIf(body, "name", name);
        putIf(body, "target", to);
        putIf(body, "node", node);
        putIf(body, "vhdSource", vhdSource);
        putIf(body, "vhdTarget", vhdTarget);
        putIf(body, "stateSource", stateSource);
        putIf(body, "snapshotSource", snapshotSource);
        putIf(body, "mac", mac);
        if (newId) {
            body.put("newId", true);
        }
        if (discardSavedState) {
            body.put("discardSavedState", true);
        }
        putDisks(body);
        putNetworks(body);
        return body;
    }

    private void putDisks(ObjectNode body) {
        List<ObjectNode> moved = new ArrayList<>();
        for (String disk : disks) {
            String[] sides = sides("--disk", disk, "OLD=SOURCE[,TARGET]");
            int comma = sides[1].indexOf(',');
            ObjectNode one = Session.body()
                    .put("current", sides[0])
                    .put("source", comma < 0 ? sides[1] : sides[1].substring(0, comma));
            moved.add(comma < 0 ? one : one.put("target", sides[1].substring(comma + 1)));
        }
        if (!moved.isEmpty()) {
            ArrayNode array = body.putArray("disks");
            moved.forEach(array::add);
        }
    }

    private void putNetworks(ObjectNode body) {
        if (networks.isEmpty()) {
            return;
        }
        ObjectNode renamed = body.putObject("networks");
        for (String network : networks) {
            String[] sides = sides("--network", network, "OLD=NEW");
            renamed.put(sides[0], sides[1]);
        }
    }

    private static String[] sides(String option, String text, String form) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageProblem(option + " is '" + text + "', which is not " + form);
        }
        return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    private static void putIf(ObjectNode body, String field, String value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
