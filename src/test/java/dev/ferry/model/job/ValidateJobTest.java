package dev.ferry.model.job;

import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Refusal;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Incompatibility;
import dev.ferry.testkit.JobDriver;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidateJobTest {
    private static final Incompatibility NETWORK = new Incompatibility(
            Incompatibility.Kind.NETWORK_MISSING, "lan", "could not find the Ethernet switch 'lan'", "connect it");
    private static final Incompatibility NAME =
            new Incompatibility(Incompatibility.Kind.NAME_TAKEN, "X", "another has the same name", "rename it");

    @Test
    void tellsWhatBlocksAsErrorsAndTheRestAsWarnings() {
        Job.Ended ended = ended(List.of(NETWORK, NAME));
        assertEquals(JobState.EXCEPTION, ended.state());
        assertEquals(
                List.of("33012: could not find the Ethernet switch 'lan'"),
                ended.findings().errors().stream().map(Refusal::message).toList());
        assertEquals(
                List.of("60014: another has the same name (X)"),
                ended.findings().warnings());
    }

    @Test
    void isCompletedWhenNothingBlocks() {
        assertEquals(JobState.COMPLETED_WITH_WARNINGS, ended(List.of(NAME)).state());
        assertEquals(JobState.COMPLETED, ended(List.of()).state());
    }

    @Test
    void isRunningUntilItsEndWhateverItHasFound() {
        JobDriver driver = submitted(List.of(NETWORK));
        int percent = 0;
        while (driver.job() instanceof Job.Active active) {
            JobSummary shown = JobSummary.of(active, Progress.NONE, "node1").orElseThrow();
            assertEquals(JobState.RUNNING, shown.state(), active.course()::toString);
            assertTrue(shown.figures().percent() >= percent, shown::toString);
            percent = shown.figures().percent();
            driver.advance();
        }
        assertTrue(percent > 0);
    }

    private static Job.Ended ended(List<Incompatibility> found) {
        return submitted(found).runToEnd();
    }

    private static JobDriver submitted(List<Incompatibility> found) {
        JobOrder order = Samples.order("validate", JobKind.VALIDATE, WEB, new Assignment.Validate(found, 0));
        return JobDriver.submit(JobStories.validate().before().get(), order);
    }
}
