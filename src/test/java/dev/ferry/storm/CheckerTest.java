package dev.ferry.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ferry.model.JobId;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storm.Violation.Kind;
import dev.ferry.testkit.Samples;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checker is checked: forged storms with one thing wrong, each found, and for what it is. */
@Timeout(30)
class CheckerTest {
    private final ForgedStorm storm = ForgedStorm.clean();

    private void assertFound(Kind kind, String word) {
        List<Violation> found = storm.check();
        assertFalse(found.isEmpty(), "nothing was found");
        assertEquals(
                EnumSet.of(kind),
                found.stream().map(Violation::kind).collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class))),
                found::toString);
        assertEquals(
                List.of(),
                found.stream().filter(one -> !one.toString().contains(word)).toList());
    }

    private static JobId export() {
        return ForgedStorm.id(ForgedStorm.EXPORT);
    }

    private void without(JobId job, Class<?> event) {
        storm.journal.removeIf(row -> row.id().equals(job.value()) && event.isInstance(row.event()));
    }

    private void onlyEndBecomes(JobId job, JobState state) {
        storm.journal.replaceAll(row -> row.id().equals(job.value())
                        && row.event() instanceof JobEvent.JobEnded(var _, var at)
                ? new JournalRow(row.entity(), row.sequence(), row.writtenAt(), new JobEvent.JobEnded(state, at))
                : row);
        storm.sights.removeIf(sight -> sight.isEnd() && sight.job().equals(job.value()));
    }

    @Test
    void findsNothingInAStormThatWentWell() {
        assertEquals(List.of(), storm.check());
    }

    @Test
    void findsAJobThatWasAcceptedAndIsNowhere() {
        storm.submitted(
                "nowhere",
                "key-9",
                Submit.Answer.ACCEPTED,
                ForgedStorm.id("nowhere").value());
        assertFound(Kind.LOST, ForgedStorm.id("nowhere").value());
    }

    @Test
    void findsAWishThatWasRefusedForNoReason() {
        storm.submitted("refused", "key-9", Submit.Answer.REFUSED, "");
        assertFound(Kind.LOST, "nothing stood against it");
    }

    @Test
    void findsAJobThatNeverEnded() {
        without(export(), JobEvent.JobEnded.class);
        storm.sights.removeIf(Sight::isEnd);
        storm.exports.clear();
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertFound(Kind.LOST, "never ended");
    }

    @Test
    void findsAJobThatANodeForgot() {
        storm.seen("node2", export(), Sight.ABSENT, 0);
        assertFound(Kind.LOST, "did not know it");
    }

    @Test
    void findsAJobThatAFaultMadeFail() {
        onlyEndBecomes(export(), JobState.EXCEPTION);
        storm.exports.clear();
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertFound(Kind.LOST, "failed");
    }

    @Test
    void findsRivalsOfWhichNoneWon() {
        JobId one = storm.rivalFails("rival-1");
        JobId other = storm.rivalFails("rival-2");
        assertFound(Kind.LOST, "failed");
        assertEquals(
                Set.of("job " + one, "job " + other),
                storm.check().stream().map(Violation::subject).collect(Collectors.toSet()));
    }

    @Test
    void acceptsTheFailureOfARivalWhenTheOtherWon() {
        storm.rivalFails("rival-1");
        storm.importIsARival();
        assertEquals(List.of(), storm.check());
    }

    @Test
    void findsAFailedWinnerWhoseRivalWasRefused() {
        storm.rivalFails("rival-1");
        storm.submits.add(new Submit(
                "client-1",
                "rival-2",
                "Import",
                "rival-2",
                true,
                storm.now(),
                storm.now(),
                Submit.Answer.REFUSED,
                "",
                "it is being made by another job"));
        assertFound(Kind.LOST, "failed");
    }

    @Test
    void findsAJobThatNobodyHasStopped() {
        onlyEndBecomes(export(), JobState.TERMINATED);
        storm.exports.clear();
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertFound(Kind.LOST, "nobody had asked");
    }

    @Test
    void acceptsTheEndThatAClientAskedFor() {
        storm.happened(export(), new JobEvent.ControlRequested(Control.CANCEL, "anna", storm.now()));
        onlyEndBecomes(export(), JobState.TERMINATED);
        storm.exports.clear();
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertEquals(List.of(), storm.check());
    }

    @Test
    void findsAGapInTheJournal() {
        without(export(), JobEvent.AttemptStarted.class);
        assertFound(Kind.LOST, "gap");
    }

    @Test
    void findsAKeyWithTwoJobs() {
        JobId twin = new JobId("00000000-0000-0000-0000-000000000001");
        for (JournalRow row : List.copyOf(storm.journal)) {
            if (row.id().equals(export().value()) && !(row.event() instanceof JobEvent.StepSucceeded)) {
                storm.happened(twin, (JobEvent) row.event());
            }
        }
        String folder = "csv1:/exports/twin";
        storm.exports.add(new Disks.Export(folder, twin.value(), ForgedStorm.WEB.value(), false, Set.of(), List.of()));
        assertFound(Kind.DOUBLED, "key " + ForgedStorm.EXPORT);
    }

    @Test
    void findsAJobThatPublishedTwice() {
        storm.happened(export(), new JobEvent.StepSucceeded(0, 1, StepFacts.NONE, storm.now()));
        assertFound(Kind.DOUBLED, "took effect more than once");
    }

    @Test
    void findsAJobWithTwoExports() {
        storm.exports.add(new Disks.Export(
                "csv1:/exports/again", export().value(), ForgedStorm.WEB.value(), false, Set.of(), List.of()));
        assertFound(Kind.DOUBLED, "csv1:/exports/again");
    }

    @Test
    void findsAnEpochThatTwoTriesHad() {
        storm.happened(
                export(), new JobEvent.AttemptStarted(new Attempt(0, false, 1, "node2", "node2#1"), storm.now()));
        assertFound(Kind.DOUBLED, "epoch");
    }

    @Test
    void findsAnIdentityThatWasMadeTwice() {
        storm.happened(
                ForgedStorm.COPY,
                new SystemEvent.SystemRealized(
                        ForgedStorm.id("other"),
                        Samples.settings("copy", List.of()),
                        SystemState.OFF,
                        new Placement("node2", new VolumePath("csv1", "", "systems/" + ForgedStorm.IMPORT + "/x.xml")),
                        List.of(),
                        storm.now()));
        storm.files.remove("csv1:/disks/" + ForgedStorm.IMPORT + ".raw");
        assertFound(Kind.DOUBLED, "while it lived");
    }

    @Test
    void findsASystemThatTwoJobsHadAtOnce() {
        storm.happened(ForgedStorm.WEB, new SystemEvent.SystemReserved(ForgedStorm.order("one", JobKind.EXPORT)));
        storm.happened(ForgedStorm.WEB, new SystemEvent.SystemReserved(ForgedStorm.order("two", JobKind.EXPORT)));
        assertFound(Kind.DOUBLED, "while job");
    }

    @Test
    void findsWhatIsStillInStaging() {
        storm.staging.add("csv1:/.ferry/staging/" + export());
        assertFound(Kind.LEFT_BEHIND, "staging");
    }

    @Test
    void findsAClaimAndRoomThatNobodyNeeds() {
        storm.promises.add(new Listings.Promise("csv1", "csv1:/disks/web.raw", "job " + export(), 0));
        storm.promises.add(new Listings.Promise("csv1", "", "", 4096));
        assertFound(Kind.LEFT_BEHIND, "csv1");
        assertEquals(2, storm.check().size());
    }

    @Test
    void findsAPlannedSystemAndAReservation() {
        storm.systems.add(new Listings.ListedSystem("planned", "p", true, ""));
        storm.systems.add(new Listings.ListedSystem("reserved", "r", false, export().value()));
        assertFound(Kind.LEFT_BEHIND, "system");
        assertEquals(2, storm.check().size());
    }

    @Test
    void acceptsASystemThatMoved() {
        storm.moves("move", true);
        assertEquals(List.of(), storm.check());
    }

    @Test
    void findsWhatAMoveLeftBehind() {
        storm.moves("move", true);
        storm.files.add("csv1:/disks/web.raw");
        assertFound(Kind.LEFT_BEHIND, "csv1:/disks/web.raw");
    }

    @Test
    void findsAMoveThatLeftTheDefinitionBehind() {
        storm.moves("move", false);
        storm.files.add("csv1:/systems/web/x.xml");
        assertFound(Kind.LEFT_BEHIND, "csv1:/systems/web/x.xml");
    }

    @Test
    void findsAMoveOfASystemThatIsGone() {
        storm.happened(ForgedStorm.WEB, new SystemEvent.SystemRemoved(export(), storm.now()));
        storm.moves("move", true);
        storm.files.removeIf(file -> file.contains("moved/web"));
        assertFound(Kind.DOUBLED, "while it did not live");
    }

    @Test
    void findsFilesThatBelongToNothing() {
        storm.files.add("csv1:/exports/half/Virtual Hard Disks/web.raw");
        assertFound(Kind.LEFT_BEHIND, "half");
    }

    @Test
    void findsACompletedJobWithoutAnExport() {
        storm.exports.clear();
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertFound(Kind.LYING, "no export");
    }

    @Test
    void findsACompletedJobWhoseExportDoesNotVerify() {
        Disks.Export good = storm.exports.removeFirst();
        storm.exports.add(new Disks.Export(
                good.folder(), good.job(), good.system(), false, good.files(), List.of("web.raw: chunk 3 differs")));
        assertFound(Kind.LYING, "chunk 3");
    }

    @Test
    void findsACompletedImportWhoseSystemIsNotListed() {
        storm.systems.removeIf(system -> system.id().equals(ForgedStorm.COPY.value()));
        assertFound(Kind.LYING, "its system is not there");
    }

    @Test
    void findsADiskThatIsNotWhatItWasMadeOf() {
        storm.damaged.put("csv1:/disks/" + ForgedStorm.IMPORT + ".raw", "its SHA-256 is another");
        assertFound(Kind.LYING, "SHA-256");
    }

    @Test
    void findsAResultOfAJobThatWasStopped() {
        storm.happened(export(), new JobEvent.ControlRequested(Control.KILL, "anna", storm.now()));
        onlyEndBecomes(export(), JobState.KILLED);
        storm.files.removeIf(file -> file.startsWith(ForgedStorm.FOLDER));
        assertFound(Kind.LYING, "its result is there");
    }

    @Test
    void findsAnEndThatChanged() {
        storm.seen("node2", export(), "Running", 100);
        assertFound(Kind.LYING, "had shown it as Completed");
    }

    @Test
    void findsAnEndThatTheJournalDoesNotHave() {
        onlyEndBecomes(export(), JobState.COMPLETED_WITH_WARNINGS);
        storm.pass(1);
        storm.seen("node1", export(), "Completed", 100);
        assertFound(Kind.LYING, "the journal says");
    }

    @Test
    void findsPercentsThatGoBackwards() {
        onlyEndBecomes(export(), JobState.COMPLETED);
        storm.pass(1);
        storm.seen("node1", export(), "Running", 5);
        assertFound(Kind.LYING, "node1 showed 5 percent in attempt 1");
    }

    @Test
    void findsThatANodeShowsLessThanAnotherHas() {
        onlyEndBecomes(export(), JobState.COMPLETED);
        storm.pass(1);
        storm.seen("node3", export(), "Running", 5);
        assertFound(Kind.LYING, "node3 showed 5 percent in attempt 1");
    }

    @Test
    void findsARefusalOfWhatWasDoneAllTheSame() {
        storm.submitted(ForgedStorm.EXPORT, "key-of-its-own", Submit.Answer.REFUSED, "");
        storm.submits.removeIf(submit -> submit.key().equals(ForgedStorm.EXPORT));
        assertFound(Kind.LYING, "was refused");
    }

    @Test
    void findsAJobThatOnlyAnAnswerHas() {
        storm.seen("node1", ForgedStorm.id("invented"), "Running", 1);
        assertFound(Kind.LYING, "the journal does not have it");
    }
}
