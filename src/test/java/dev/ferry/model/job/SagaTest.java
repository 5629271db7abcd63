package dev.ferry.model.job;

import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.JobStory;
import dev.ferry.testkit.SagaChecks;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of job, through everything that may happen to it. */
@Timeout(60)
class SagaTest {
    static List<JobStory> stories() {
        return JobStories.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsTheSameWhenEachStepIsDeliveredTwice(JobStory story) {
        SagaChecks.eachStepTwiceEndsTheSame(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingOrEndsForwardWhenAnyStepFails(JobStory story) {
        SagaChecks.failureAtEachStepLeavesNothingOrEndsForward(story, false);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingWhenEachUndoIsDeliveredTwice(JobStory story) {
        SagaChecks.failureAtEachStepLeavesNothingOrEndsForward(story, true);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingWhenAStepFailsAfterItsEffect(JobStory story) {
        SagaChecks.failureAfterTheEffectLeavesNothing(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsTheSameAfterAPassingFailureOrALostReplyAnywhere(JobStory story) {
        SagaChecks.passingFailureOrLostReplyAtEachStepEndsTheSame(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsTheSameWhenTheWriterDiesBeforeAnyChangeOfTheDisk(JobStory story) {
        SagaChecks.deathBeforeEachChangeOfTheDiskEndsTheSame(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingWhenCancelledBeforeThePointAndRefusesAfterIt(JobStory story) {
        SagaChecks.cancelAtEachStepLeavesNothingOrIsRefused(story, Control.CANCEL, JobState.TERMINATED);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingWhenKilledBeforeThePointAndRefusesAfterIt(JobStory story) {
        SagaChecks.cancelAtEachStepLeavesNothingOrIsRefused(story, Control.KILL, JobState.KILLED);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingWhenTheStepFinishesInSpiteOfTheCancel(JobStory story) {
        SagaChecks.cancelThatComesTooLateForTheStepLeavesNothing(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsTheSameAfterACrashBehindAnyEvent(JobStory story) {
        SagaChecks.crashAfterEachEventEndsTheSame(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesNothingAfterACrashBehindAnyEventOfTheWayBack(JobStory story) {
        SagaChecks.crashAfterEachEventOfTheWayBackLeavesNothing(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void namesWhatAnUndoCouldNotRemoveAndEnds(JobStory story) {
        SagaChecks.failingUndoIsNamedAndTheJobEnds(story);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void leavesAStepBehindWithAWarningAfterThePoint(JobStory story) {
        SagaChecks.stepThatFailsForGoodAfterThePointIsLeftBehind(story);
    }
}
