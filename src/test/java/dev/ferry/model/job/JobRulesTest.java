package dev.ferry.model.job;

import static dev.ferry.testkit.Decisions.accepted;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.Presence;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumeRules;
import dev.ferry.testkit.FakeWorld;
import dev.ferry.testkit.Fault;
import dev.ferry.testkit.JobDriver;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.JobStory;
import dev.ferry.testkit.Samples;
import dev.ferry.testkit.WorldState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobRulesTest {
    private static final Duration LIMIT = Duration.ofHours(24);
    private static final Refusal FULL = new Refusal(ReturnCode.FAILED, "the volume is full", "make room");

    private final JobStory story = JobStories.export();
    private final FakeWorld world = story.before().get();
    private final JobDriver driver = JobDriver.submit(world, story.order());

    @Test
    void beginsOnceHoweverOftenItIsTold() {
        assertEquals(List.of(), accepted(JobRules.begin(driver.job(), story.order(), NOW)));
        driver.runToEnd();
        assertEquals(List.of(), accepted(JobRules.begin(driver.job(), story.order(), NOW)));
    }

    @Test
    void startsOneTryAtATimeEachWithANewEpoch() {
        driver.advance();
        Attempt first = active().attempt();
        assertEquals(List.of(), accepted(JobRules.startAttempt(driver.job(), "node2", "other", NOW)));
        driver.report(first, new Report.Gone());
        driver.advance();

        assertEquals(first.epoch() + 1, active().attempt().epoch());
        assertEquals(first.step(), active().attempt().step());
    }

    @Test
    void ignoresWhatIsToldOfAnOlderTry() {
        driver.advance();
        Attempt old = active().attempt();
        driver.report(old, new Report.Gone());
        driver.advance();
        Job before = driver.job();
        for (Report late : List.of(
                new Report.Done(StepFacts.NONE),
                new Report.Failed(FULL, false),
                new Report.Stopped(),
                new Report.Gone())) {
            driver.report(old, late);
        }

        assertEquals(before, driver.job());
        assertEquals(List.of(), accepted(JobRules.report(Job.unknown(), 1, new Report.Gone(), LIMIT, NOW)));
    }

    @Test
    void waitsWhileTheCauseMayPassAndSaysForWhat() {
        driver.advance();
        driver.report(active().attempt(), new Report.Failed(FULL, true));

        JobSummary summary = summary();
        assertEquals(JobState.RUNNING, summary.state());
        assertEquals("the volume is full; make room", summary.story().waitsFor());
        assertInstanceOf(Directive.Rest.class, driver.next());
        driver.advance();
        assertInstanceOf(Directive.Assign.class, driver.next());
        assertEquals(JobState.COMPLETED, driver.runToEnd().state());
    }

    @Test
    void waitsLongerEachTimeUpToTenSeconds() {
        for (long seconds : List.of(1, 2, 4, 8, 10, 10)) {
            driver.advance();
            driver.report(active().attempt(), new Report.Failed(FULL, true));
            assertEquals(driver.now().plusSeconds(seconds), active().delay().retryAt());
            driver.advance();
        }
    }

    @Test
    void endsInAnExceptionWhenItHasWaitedLongEnough() {
        WorldState before = story.before().get().state();
        world.failing(Fault.always(Action.MakeItem.class, Fault.Kind.FAIL_FOR_NOW));

        Job.Ended ended = driver.runToEnd();

        assertEquals(JobState.EXCEPTION, ended.state());
        assertTrue(Duration.between(NOW, ended.endedAt()).compareTo(LIMIT) > 0);
        assertEquals(before, world.state());
    }

    @Test
    void waitsForRoomAndGoesOnWhenThereIsSome() {
        world.setFreeBytes("csv2", 10);
        driver.runWhile(job -> !(job instanceof Job.Active a && a.delay() != null));
        assertTrue(summary().story().waitsFor().contains("bytes are missing on csv2"));

        world.setFreeBytes("csv2", 1L << 40);
        assertEquals(JobState.COMPLETED, driver.runToEnd().state());
    }

    @Test
    void waitsForANodeThatHasTheVolume() {
        JobEvent event =
                accepted(JobRules.unassignable(driver.job(), FULL, LIMIT, NOW)).getFirst();
        assertInstanceOf(JobEvent.StepDelayed.class, event);
        Job waiting = driver.job().on(event);
        JobEvent later = accepted(JobRules.unassignable(
                        waiting, FULL, LIMIT, NOW.plus(LIMIT).plusSeconds(1)))
                .getFirst();

        assertInstanceOf(JobEvent.StepFailed.class, later);
    }

    @Test
    void holdsAtTheNextBreathWhenSuspendedAndGoesOnWhenResumed() {
        driver.runUntilEvents(6);
        driver.control(Control.SUSPEND);
        driver.runWhile(job -> ((Job.Active) job).attempt() != null);

        assertEquals(JobState.SUSPENDED, summary().state());
        assertInstanceOf(Directive.Rest.class, driver.next());
        driver.control(Control.GO_ON);
        assertEquals(JobState.RUNNING, summary().state());
        assertEquals(JobState.COMPLETED, driver.runToEnd().state());
    }

    @Test
    void turnsBackASuspendedJobThatIsCancelled() {
        WorldState before = story.before().get().state();
        driver.runUntilEvents(6);
        driver.control(Control.SUSPEND);
        driver.runWhile(job -> ((Job.Active) job).attempt() != null);
        accepted(driver.control(Control.CANCEL));

        assertEquals(JobState.TERMINATED, driver.runToEnd().state());
        assertEquals(before, world.state());
    }

    @Test
    void refusesToHoldOrResumeAJobThatIsBeingCancelled() {
        driver.runUntilEvents(5);
        accepted(driver.control(Control.CANCEL));

        assertEquals(List.of(), accepted(driver.control(Control.CANCEL)), "asked twice");
        refused(ReturnCode.INVALID_STATE_TRANSITION, driver.control(Control.SUSPEND));
        refused(ReturnCode.INVALID_STATE_TRANSITION, driver.control(Control.GO_ON));
        accepted(driver.control(Control.KILL));
        assertEquals(JobState.KILLED, driver.runToEnd().state());
    }

    @Test
    void refusesEveryStopPastThePointOfNoReturn() {
        driver.runWhile(job -> !((Job.Active) job).asked().beyondReturn());
        while (driver.job() instanceof Job.Active) {
            for (Control control : List.of(Control.CANCEL, Control.KILL, Control.SUSPEND)) {
                assertEquals(
                        4097,
                        refused(ReturnCode.INVALID_STATE_TRANSITION, driver.control(control))
                                .code()
                                .number());
            }
            driver.advance();
        }
        refused(ReturnCode.INVALID_STATE_TRANSITION, driver.control(Control.CANCEL));
        refused(ReturnCode.INVALID_PARAMETER, JobRules.control(Job.unknown(), Control.CANCEL, "anna", NOW));
    }

    @Test
    void namesWhatItCannotUndoAfterAsManyTriesAsItSays() {
        world.failing((_, action) -> action instanceof Action.MakeItem || action instanceof Action.RemoveStaging
                ? Fault.Kind.FAIL
                : Fault.Kind.NONE);
        Job.Ended ended = driver.runToEnd();
        long tries = world.performed().stream()
                .filter(Action.RemoveStaging.class::isInstance)
                .count();

        assertEquals(JobRules.TRIES_MAX, tries);
        assertEquals(2, ended.findings().errors().size());
        assertTrue(ended.findings().errors().getLast().message().startsWith("left behind: "));
    }

    @Test
    void endsCompletedWithWarningsWhenItsOrderCameWithSome() {
        JobStory register = JobStories.importWithWarning("the network 'Old' is not here");
        JobDriver importing = JobDriver.submit(register.before().get(), register.order());

        Job.Ended ended = importing.runToEnd();

        assertEquals(JobState.COMPLETED_WITH_WARNINGS, ended.state());
        assertEquals(List.of("the network 'Old' is not here"), ended.findings().warnings());
    }

    @Test
    void takesTheAlternativeWhenAnotherJobHasTheRootAndKeepsToIt() {
        FakeWorld busy = story.before().get();
        var other = new CommandId("other").jobId();
        VolumeRules.Wish wish = new VolumeRules.Wish(
                other, null, List.of(Claim.write(JobStories.OUT).withTree()), 0, 0);
        busy.promised("csv2", VolumeRules.take(busy.volume("csv2"), wish));
        JobDriver export = JobDriver.submit(busy, story.order());
        busy.failing((_, action) ->
                action instanceof Action.TakeClaims take && take.volumeKey().equals("csv2")
                        ? Fault.Kind.LOSE_REPLY
                        : Fault.Kind.NONE);
        export.runWhile(_ -> busy.volume("csv2").held().size() < 2);
        busy.promised("csv2", VolumeRules.abandon(busy.volume("csv2"), other));
        busy.failing(Fault.NONE);

        Job.Ended ended = export.runToEnd();

        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(
                Samples.csv2("out/web (D351C151)"),
                JobSummary.of(ended, Progress.NONE, "node1")
                        .orElseThrow()
                        .story()
                        .resultFolder());
        assertTrue(busy.disk.exists(Samples.csv2("out/web (D351C151)/ferry.manifest.json")));
    }

    @Test
    void asksForTheRootAndItsAlternativeOnlyOnTheVolumeOfTheRoot() {
        for (Step step : active().plan().steps()) {
            if (step.action() instanceof Action.TakeClaims take) {
                boolean hasRoot = take.volumeKey().equals("csv2");
                assertEquals(hasRoot ? JobStories.OUT : null, take.root());
                assertEquals(hasRoot ? Samples.csv2("out/web (D351C151)") : null, take.alternative());
            }
        }
    }

    @Test
    void movesAStepFromADrainedNodeUntilItsEffectsCannotBeTakenBack() {
        boolean moved = false;
        while (driver.job() instanceof Job.Active now) {
            if (now.attempt() != null) {
                ClusterFacts drained = facts(now.attempt().node(), true);
                assertEquals(!now.asked().beyondReturn(), JobRules.shouldMove(now, drained), now::toString);
                assertFalse(JobRules.shouldMove(now, facts(now.attempt().node(), false)));
                moved = moved || JobRules.shouldMove(now, drained);
            }
            driver.advance();
        }
        assertTrue(moved);
        assertFalse(JobRules.shouldMove(driver.job(), facts("node1", true)));
    }

    private static ClusterFacts facts(String node, boolean drained) {
        Set<String> volumes = Set.of("csv1", "csv2");
        return new ClusterFacts(
                List.of(
                        new NodeFact(node, Presence.UP, drained, volumes, NodeFact.Endpoint.NONE),
                        new NodeFact("another", Presence.UP, false, volumes, NodeFact.Endpoint.NONE)),
                false);
    }

    private Job.Active active() {
        return (Job.Active) driver.job();
    }

    private JobSummary summary() {
        return JobSummary.of(driver.job(), Progress.NONE, "node1").orElseThrow();
    }
}
