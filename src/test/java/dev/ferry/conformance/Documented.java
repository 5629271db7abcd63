package dev.ferry.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What documents say that is not about one class: codes and rules, each with the test that shows it. A new rule is a new
 * line of a list beside the tests.
 */
final class Documented {
    /** No test can show it yet. */
    static final String NOT_THERE = "not there";

    /** Classes of which instances are only seen in texts. */
    static final Map<String, String> IN_TEXTS = Map.of(
            "Msvm_Error", "MethodChecks.tellsErrors",
            "Msvm_VirtualSystemImportSettingData", "SettingsOnDiskTest.changesAnImportByItselfAlone",
            "Msvm_SummaryInformation", "GetSummaryInformationTest");

    /** What, and the test: a class, a dot, and a method; or why there is none. */
    record Line(String what, String test) {}

    private static final String CODES = "ReturnCodesTest.";
    private static final String MISSED = "EasilyMissedTest.";

    static final List<Line> RETURN_CODES = List.of(
            new Line("4096, of exports", CODES + "startsAJobAndNamesIt"),
            new Line("32768, when a saved memory is damaged", CODES + "failsWhenASavedMemoryIsNotWhatWasSaved"),
            new Line("32769, of a viewer", CODES + "deniesWhatAViewerAsksFor"),
            new Line("32769, of a file that the node may not read", "HardshipIT.aFileThatTheNodeMayNotReadIsDenied"),
            new Line("32770", CODES + "doesNotServeWhatItCannotDo"),
            new Line("32771", CODES + "doesNotKnowWhatBecameOfACallThatTheDatabaseHeldUp"),
            new Line("32772, of a request that never ends", "HardshipIT.aRequestThatNeverEndsIsGivenUp"),
            new Line(
                    "32772, of a method",
                    NOT_THERE + ": what answers it waits for a minute, which is too long for every build"),
            new Line("32773, of a path", CODES + "takesNoPathThatIsNotOnAVolume"),
            new Line("32773, of a folder", CODES + "takesNoFolderThatIsOccupied"),
            new Line("32774, of a disk", CODES + "takesNoDiskThatAnotherSystemHas"),
            new Line("32774, of a folder", MISSED + "importsABareMachineFolderInPlaceOnceWithItsSavedStateAndAWarning"),
            new Line("32775", CODES + "exportsNoSystemThatRuns"),
            new Line("32776", CODES + "readsNoSettingsOfAnotherKind"),
            new Line("32777", CODES + "reachesNothingOnAVolumeThatIsGone"),
            new Line("32778", CODES + "readsNoTextWithoutEnd"));

    /** Whatever has a heading in a list of rules: what the five documents say, and then the rules of all namespaces. */
    static final Map<String, List<Line>> RULES = read("documents.txt", "rules.txt");

    private static Map<String, List<Line>> read(String... lists) {
        Map<String, List<Line>> rules = new LinkedHashMap<>();
        String heading = "";
        for (String list : lists) {
            for (String line : text("/conformance/" + list).lines().toList()) {
                if (line.startsWith("# ")) {
                    heading = line.substring(2);
                } else if (!line.isBlank()) {
                    int bar = line.lastIndexOf(" | ");
                    rules.computeIfAbsent(heading, _ -> new ArrayList<>())
                            .add(new Line(line.substring(0, bar), line.substring(bar + 3)));
                }
            }
        }
        return rules;
    }

    private static String text(String resource) {
        try (InputStream in = Documented.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every line that names a test. */
    static List<Line> tested() {
        return Stream.concat(RETURN_CODES.stream(), RULES.values().stream().flatMap(List::stream))
                .filter(line -> !line.test().startsWith(NOT_THERE))
                .toList();
    }

    private Documented() {}

    static String text() {
        StringBuilder text = new StringBuilder("## Return codes\n\n").append(table(RETURN_CODES));
        RULES.forEach((heading, lines) ->
                text.append("\n## Rules: ").append(heading).append("\n\n").append(table(lines)));
        return text.toString();
    }

    private static String table(List<Line> lines) {
        StringJoiner rows = new StringJoiner("\n", "| what | test |\n| --- | --- |\n", "\n");
        lines.forEach(line -> rows.add("| " + line.what() + " | "
                + (line.test().startsWith(NOT_THERE) ? line.test() : "`" + line.test() + "`") + " |"));
        return rows.toString();
    }
}
