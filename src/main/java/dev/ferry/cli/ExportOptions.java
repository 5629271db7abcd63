package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.ReturnCode;
import java.util.List;
import picocli.CommandLine.Option;

/** How the systems are exported. Only what is said is sent: the defaults are the node's. */
final class ExportOptions {
    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The directory to export into.")
    private String to;

    @Option(names = "--config-only", description = "The configuration without the disks.")
    private boolean configOnly;

    @Option(names = "--no-runtime", description = "Without the saved state.")
    private boolean noRuntime;

    @Option(names = "--snapshots", paramLabel = "WHICH", description = "all, none, or the id of one (default all).")
    private String snapshots;

    @Option(names = "--no-subdirectory", description = "Into the directory itself.")
    private boolean noSubdirectory;

    @Option(
            names = "--exclude-disk",
            paramLabel = "DISK",
            description = "A disk to leave out: 'SCSI 0:1'. Can be repeated.")
    private List<String> excludeDisks = List.of();

    @Option(names = "--replace", description = "Replace an export that is there.")
    private boolean replace;

    @Option(names = "--sha256sum", description = "A SHA-256 of each whole file too.")
    private boolean sha256;

    @Option(names = "--notes", paramLabel = "TEXT", description = "Notes of the export.")
    private String notes;

    @Option(names = "--base", paramLabel = "POINT", description = "Not served yet.")
    private String base;

    @Option(names = "--flatten", description = "Not served yet.")
    private boolean flatten;

    @Option(names = "--config-version", paramLabel = "VERSION", description = "5.0; no other is served yet.")
    private String configVersion;

    @Option(names = "--limit", paramLabel = "RATE", description = "Not served yet.")
    private String limit;

    ObjectNode body() {
        refuseWhatIsNotServed();
        ObjectNode body = Session.body().put("directory", to);
        putIf(body, noSubdirectory, "createSubdirectory", false);
        putIf(body, configOnly, "copyStorage", false);
        putIf(body, noRuntime, "copyRuntime", false);
        putIf(body, replace, "replace", true);
        putIf(body, sha256, "sha256", true);
        if (snapshots != null) {
            body.put("snapshots", snapshots);
        }
        if (notes != null) {
            body.put("notes", notes);
        }
        SystemOptions.putAll(body, "excludeDisks", excludeDisks);
        return body;
    }

    private void refuseWhatIsNotServed() {
        refuse(base != null, "--base");
        refuse(flatten, "--flatten");
        refuse(limit != null, "--limit");
        refuse(configVersion != null && !"5.0".equals(configVersion), "--config-version " + configVersion);
    }

    static void refuse(boolean said, String option) {
        if (said) {
            throw ClientProblem.refused(
                    ReturnCode.NOT_SUPPORTED, option + " is not served in this version", "Leave it out.");
        }
    }

    private static void putIf(ObjectNode body, boolean said, String field, boolean value) {
        if (said) {
            body.put(field, value);
        }
    }
}
