package dev.ferry.model.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.model.JobId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSummaryTest {
    private static JobSummary at(JobState state, int percent, long bytesDone, long attempt) {
        return new JobSummary(
                new JobId("00000000-0000-0000-0000-000000000001"),
                JobKind.EXPORT,
                state,
                "Copying",
                null,
                new JobSummary.Figures(percent, bytesDone, 100, bytesDone, 0, -1, 0, attempt, 0),
                new JobSummary.Story("", List.of(), List.of(), null, null),
                new JobSummary.Times(null, null));
    }

    /** Lists are behind, or the job has moved: what was shown before stays. */
    @ParameterizedTest
    @CsvSource({
        "50, 50, 1, 95, 95, 1, 95, 1", // the same try
        "0, 0, 1, 99, 99, 2, 99, 2", // a list that has not heard of the next try
        "66, 66, 2, 95, 95, 1, 66, 2", // the next try has begun further back
        "95, 96, 1, 95, 95, 1, 95, 1"
    })
    void isNeverShownFurtherBackThanBefore(
            int percent,
            long bytes,
            long attempt,
            int seenPercent,
            long seenBytes,
            long seenAttempt,
            int shownPercent,
            long shownAttempt) {
        for (JobState state : List.of(JobState.RUNNING, JobState.SUSPENDED)) {
            JobSummary shown = at(state, percent, bytes, attempt)
                    .atLeast(at(JobState.RUNNING, seenPercent, seenBytes, seenAttempt)
                            .figures());
            assertEquals(shownPercent, shown.figures().percent());
            assertEquals(shownAttempt, shown.figures().attempt());
            assertEquals(state, shown.state());
        }
    }

    @Test
    void showsWhatIsNew() {
        JobSummary now = at(JobState.RUNNING, 60, 60, 1);
        assertEquals(now, now.atLeast(at(JobState.RUNNING, 50, 50, 1).figures()));
    }

    @Test
    void showsNothingThatOtherNodesCannotKnow() {
        JobSummary now = at(JobState.RUNNING, 60, 60, 2);
        JobSummary kept = at(JobState.RUNNING, 50, 50, 2);
        assertEquals(kept, now.asShown(kept.figures()));
        assertEquals(0, now.asShown(null).figures().percent());
        assertEquals(1, now.asShown(null).figures().attempt());
        assertEquals(
                now, at(JobState.RUNNING, 40, 40, 2).asShown(now.figures()), "what runs again after it was suspended");
        assertEquals(
                at(JobState.RUNNING, 0, 0, 1), at(JobState.RUNNING, 0, 0, 1).asShown(null));
    }
}
