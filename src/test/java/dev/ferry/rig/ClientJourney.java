package dev.ferry.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What each script of {@code docs/clients} does with a system and says of it, whichever client it drives. */
public record ClientJourney(String system, String folder) {
    private static final List<String> NAMESPACES =
            List.of("root/virtualization", "root/virtualization/v2", "root/HyperVCluster/v2");
    private static final String GUID = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}";
    private static final String STARTED = ": 4096 Method Parameters Checked - Job Started";

    /** A script that lets its shell read the \\b in a path of this folder loses it. */
    public static ClientJourney of(String system) {
        return new ClientJourney(system, "by-" + system);
    }

    /** Where its exports go, as clients write it. */
    public String directory() {
        return "C:\\Ferry\\" + folder;
    }

    /** That it went well, said all of this, and left its exports in the volume. */
    public void assertMade(Program program, String query, String wrongPassword, Path volume) {
        List<String> missing = new ArrayList<>();
        for (String line : lines(query, wrongPassword)) {
            if (!Pattern.compile("(?m)^" + line + "\\r?$")
                    .matcher(program.text())
                    .find()) {
                missing.add(line);
            }
        }
        for (int at = 1; at <= NAMESPACES.size(); at++) {
            // Only the embedded setting instance puts it into a folder of its own.
            Path export = volume.resolve(folder + "-" + at).resolve(system).resolve("Virtual Machines");
            if (!Files.isDirectory(export)) {
                missing.add(export.toString());
            }
        }
        if (program.code() != 0 || !missing.isEmpty()) {
            throw new AssertionError(
                    "it ended with " + program.code() + ", and " + missing + " is not in\n" + program.text());
        }
    }

    private List<String> lines(String query, String wrongPassword) {
        List<String> all = new ArrayList<>(List.of("identify: Ferry", "a wrong password:.*" + wrongPassword + ".*"));
        for (int at = 1; at <= NAMESPACES.size(); at++) {
            String namespace = NAMESPACES.get(at - 1) + ": ";
            steps(at, query).forEach(step -> all.add(namespace + step));
        }
        for (int state : List.of(2, 3)) {
            all.add(NAMESPACES.getFirst() + ": RequestStateChange of " + system + " to " + state
                    + ": 0 Completed with No Error, EnabledState is " + state);
        }
        return all;
    }

    private List<String> steps(int at, String query) {
        boolean v1 = at == 1;
        String exported = v1 ? "ExportVirtualSystemEx" : "ExportSystemDefinition";
        String imported = v1 ? "ImportVirtualSystem" : "ImportSystemDefinition";
        String place = Pattern.quote(directory() + "-" + at);
        List<String> steps = new ArrayList<>(List.of(
                "enumerate Msvm_ComputerSystem: \\d+ instances, " + system + " is one of them",
                // Each namespace before has left one more of that name.
                Pattern.quote(query.formatted(system)) + ": " + at,
                "associators of " + system + " in Msvm_VirtualSystemSettingData: " + system,
                exported + " of " + system + " to " + place + ", CreateVmExportSubdirectory=TRUE" + STARTED,
                "job of " + exported + ": 7 Completed, 100 %",
                imported + " of " + place + "\\\\" + system + (v1 ? "" : "\\\\Virtual Machines\\\\" + GUID + "\\.xml")
                        + ", with a new identity" + STARTED,
                "job of " + imported + ": 7 Completed, 100 %",
                "new system: " + system + ", " + GUID,
                "a folder that is not there: " + imported + " was refused with 32773 Invalid parameter",
                "a system that runs: " + exported + " was refused with 32775 Invalid state for this operation"));
        for (String method : v1 ? List.<String>of() : List.of("ValidatePlannedSystem", "RealizePlannedSystem")) {
            steps.add(method + " of plan " + GUID + STARTED);
            // Another system has the name, of which a plan is warned.
            steps.add("job of " + method + ": 32768 Completed with Warnings, 100 %");
            steps.add("warning: 60014: the system " + GUID + " has the name '" + system + "' too");
        }
        return steps;
    }
}
