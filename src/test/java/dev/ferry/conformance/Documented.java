package dev.ferry.conformance;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What documents say that is not about one class: codes and rules, each with the test that shows it. A new rule is a new line. */
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
            new Line("32769, of a file that the node may not read", NOT_THERE + ": tests run as root"),
            new Line("32770", CODES + "doesNotServeWhatItCannotDo"),
            new Line("32771", NOT_THERE + ": one node with a database of its own cannot lose it half way"),
            new Line("32772", NOT_THERE + ": nothing in one node answers late on demand"),
            new Line("32773, of a path", CODES + "takesNoPathThatIsNotOnAVolume"),
            new Line("32773, of a folder", CODES + "takesNoFolderThatIsOccupied"),
            new Line("32774, of a disk", CODES + "takesNoDiskThatAnotherSystemHas"),
            new Line("32774, of a folder", MISSED + "importsABareMachineFolderInPlaceOnceWithItsSavedStateAndAWarning"),
            new Line("32775", CODES + "exportsNoSystemThatRuns"),
            new Line("32776", CODES + "readsNoSettingsOfAnotherKind"),
            new Line("32777", CODES + "reachesNothingOnAVolumeThatIsGone"),
            new Line("32778", CODES + "readsNoTextWithoutEnd"));

    static final List<Line> RULES = List.of(
            new Line(
                    "An import in place of a bare folder works once, with a warning; the second names the system that lives there",
                    MISSED + "importsABareMachineFolderInPlaceOnceWithItsSavedStateAndAWarning"),
            new Line(
                    "After ImportVirtualSystem EnabledState is 3, or 32769 when saved state came along",
                    MISSED + "leavesASystemWithoutSavedStateOffAfterAnImportInPlace"),
            new Line(
                    "A volume that can only be read is 32773 and names ImportVirtualSystemEx",
                    "ImportLookTest.registersNoFolderOfAVolumeThatIsReadOnlyAndNamesTheWayThatIsLeft"),
            new Line("The parent of exports is 32773 and lists them", MISSED + "refusesTheParentOfExportsAndNamesThem"),
            new Line(
                    "Without a subdirectory the directories of export and import are the same",
                    MISSED + "importsTheVeryDirectoryThatWasExportedToWithoutASubdirectory"),
            new Line(
                    "Ten systems are exported at once to one directory",
                    MISSED + "exportsTenSystemsAtOnceToOneDirectory"),
            new Line(
                    "Settings that are null or empty are the defaults", "ExportCallTest.takesNoSettingsForTheDefaults"),
            new Line(
                    "The default export settings are the nine lines", MISSED + "offersTheDefaultExportSettingsOfAHost"),
            new Line(
                    "The settings of an import are prefilled as the nineteen lines",
                    "ImportSettingDataV1Test.fillsInWhatTheFolderHolds"),
            new Line(
                    "Disks outside the folder are told as unchecked",
                    MISSED + "tellsThatADiskOutsideTheFolderIsNotChecked"),
            new Line(
                    "A viewer sees everything and calls nothing",
                    "CimAtANodeTest.letsWhoMayOnlyLookLookAndChangeNothing"),
            new Line(
                    "SecurityScope reads back as ScopeOfResidence, also after an export and an import",
                    "HostDataAtANodeTest.givesAnImportedSystemItsScopeAndKeepsItThroughAnExport"),
            new Line("Each setting of an export", "SettingsOnDiskTest.changesAnExportByItselfAlone"),
            new Line("Each setting of an import", "SettingsOnDiskTest.changesAnImportByItselfAlone"),
            new Line(
                    "Rows of the cluster at a node that does not own the system",
                    NOT_THERE + ": one node is looked at"));

    private Documented() {}

    static String text() {
        return "## Return codes\n\n" + table(RETURN_CODES) + "\n## Rules\n\n" + table(RULES);
    }

    private static String table(List<Line> lines) {
        StringJoiner rows = new StringJoiner("\n", "| what | test |\n| --- | --- |\n", "\n");
        lines.forEach(line -> rows.add("| " + line.what() + " | "
                + (line.test().startsWith(NOT_THERE) ? line.test() : "`" + line.test() + "`") + " |"));
        return rows.toString();
    }
}
