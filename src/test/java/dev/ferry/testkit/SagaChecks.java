package dev.ferry.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Decision;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.Plan;
import dev.ferry.model.job.Step;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What holds for every kind of job: a step may be delivered twice, may fail or die anywhere, and the job may be cancelled or
 * lost between any two events. Each method takes one story through one of these.
 */
public final class SagaChecks {
    private SagaChecks() {}

    public static WorldState happyEnd(JobStory story) {
        FakeWorld world = story.before().get();
        JobDriver driver = JobDriver.submit(world, story.order());
        assertEnd(JobState.COMPLETED, driver, "undisturbed");
        return world.state();
    }

    public static void eachStepTwiceEndsTheSame(JobStory story) {
        FakeWorld world = story.before().get();
        JobDriver driver = JobDriver.submit(world, story.order()).deliveringTwice();
        assertEnd(JobState.COMPLETED, driver, "each step twice");
        assertEquals(happyEnd(story), world.state());
    }

    /** A failure that does not pass: clean up to the point of no return, forward after it; every undo delivered twice too. */
    public static void failureAtEachStepLeavesNothingOrEndsForward(JobStory story, boolean undoingTwice) {
        Plan plan = plan(story);
        for (int call = 1; call <= plan.size(); call++) {
            FakeWorld world = story.before().get();
            WorldState before = world.state();
            world.failing(Fault.once(call, Fault.Kind.FAIL));
            JobDriver driver = JobDriver.submit(world, story.order());
            int failing = call;
            driver.runWhile(_ -> world.performed().size() < failing);
            if (undoingTwice) {
                driver.deliveringTwice();
            }
            String what = "step " + call + " failed";
            if (call - 1 > plan.pointOfNoReturn()) {
                assertEnd(JobState.COMPLETED, driver, what);
                assertEquals(happyEnd(story), world.state(), what);
            } else {
                assertEnd(JobState.EXCEPTION, driver, what);
                assertEquals(before, world.state(), what);
            }
        }
    }

    /** It was done and reported as failed: the undo must find all of it. Steps that no undo can follow are told apart. */
    public static void failureAfterTheEffectLeavesNothing(JobStory story) {
        Plan plan = plan(story);
        for (int call = 1; call <= Math.min(plan.size(), plan.pointOfNoReturn() + 1); call++) {
            Step step = plan.step(call - 1);
            if (step.point() && step.undo() == null) {
                continue;
            }
            FakeWorld world = story.before().get();
            WorldState before = world.state();
            world.failing(Fault.once(call, Fault.Kind.FAIL_AFTERWARDS));
            String what = "step " + call + " was done and reported as failed";
            assertEnd(JobState.EXCEPTION, JobDriver.submit(world, story.order()), what);
            assertEquals(before, world.state(), what);
        }
    }

    public static void passingFailureOrLostReplyAtEachStepEndsTheSame(JobStory story) {
        WorldState end = happyEnd(story);
        for (Fault.Kind kind : List.of(Fault.Kind.FAIL_FOR_NOW, Fault.Kind.LOSE_REPLY)) {
            for (int call = 1; call <= plan(story).size(); call++) {
                FakeWorld world = story.before().get();
                world.failing(Fault.once(call, kind));
                String what = kind + " at step " + call;
                assertEnd(JobState.COMPLETED, JobDriver.submit(world, story.order()), what);
                assertEquals(end, world.state(), what);
            }
        }
    }

    /** The writing process dies before its n-th change of the disk, for every n. */
    public static void deathBeforeEachChangeOfTheDiskEndsTheSame(JobStory story) {
        WorldState end = happyEnd(story);
        for (long change = 1; ; change++) {
            FakeWorld world = story.before().get();
            long first = world.disk.changes();
            world.disk.dieBefore(first + change);
            JobDriver driver = JobDriver.submit(world, story.order());
            String what = "died before change " + change;
            assertEnd(JobState.COMPLETED, driver, what);
            assertEquals(end, world.state(), what);
            if (world.disk.changes() < first + change) {
                return;
            }
        }
    }

    /** Cancelled before every directive: either nothing is left, or 4097 and the job ends as if nobody had asked. */
    public static void cancelAtEachStepLeavesNothingOrIsRefused(JobStory story, Control control, JobState expected) {
        WorldState end = happyEnd(story);
        boolean wasRefused = false;
        for (int directives = 0; ; directives++) {
            FakeWorld world = story.before().get();
            WorldState before = world.state();
            JobDriver driver = JobDriver.submit(world, story.order());
            for (int i = 0; i < directives; i++) {
                driver.advance();
            }
            if (driver.job() instanceof Job.Ended) {
                break;
            }
            String what = control + " after " + directives + " directives";
            if (driver.control(control) instanceof Decision.Refused<?>(var refusal)) {
                wasRefused = true;
                assertEquals(4097, refusal.code().number(), what);
                assertEnd(JobState.COMPLETED, driver, what);
                assertEquals(end, world.state(), what);
            } else {
                assertFalse(wasRefused, what + ": it was too late before");
                assertEnd(expected, driver, what);
                assertEquals(before, world.state(), what);
            }
        }
    }

    /** What was asked to stop finished all the same. */
    public static void cancelThatComesTooLateForTheStepLeavesNothing(JobStory story) {
        for (int events = 3; ; events++) {
            FakeWorld world = story.before().get();
            WorldState before = world.state();
            JobDriver driver = JobDriver.submit(world, story.order());
            driver.runUntilEvents(events);
            if (driver.job() instanceof Job.Ended) {
                return;
            }
            driver.driveInSilence();
            if (driver.control(Control.CANCEL) instanceof Decision.Accepted<?>) {
                String what = "cancelled after event " + events + " and its effect";
                assertEnd(JobState.TERMINATED, driver, what);
                assertEquals(before, world.state(), what);
            }
        }
    }

    /**
     * Lost after every event. The first two are one write of the journal, so there is nothing between them. With and without
     * the node; with and without the effect that the last event was followed by.
     */
    public static void crashAfterEachEventEndsTheSame(JobStory story) {
        WorldState end = happyEnd(story);
        int events = eventsOf(story, Fault.NONE);
        for (int at = 2; at <= events; at++) {
            for (int way = 0; way < 4; way++) {
                FakeWorld world = story.before().get();
                JobDriver driver = JobDriver.submit(world, story.order());
                crash(driver, at, way);
                String what = "crashed after event " + at + ", way " + way;
                assertEnd(JobState.COMPLETED, driver, what);
                assertEquals(end, world.state(), what);
            }
        }
    }

    /** The same while the job is on its way back. */
    public static void crashAfterEachEventOfTheWayBackLeavesNothing(JobStory story) {
        Plan plan = plan(story);
        int failing = Math.min(plan.size(), plan.pointOfNoReturn() + 1);
        Fault fault = Fault.once(failing, Fault.Kind.FAIL);
        int events = eventsOf(story, fault);
        for (int at = 2; at <= events; at++) {
            for (int way = 0; way < 4; way++) {
                FakeWorld world = story.before().get();
                WorldState before = world.state();
                Action fatal = plan.step(failing - 1).action();
                world.failing((_, action) -> action.equals(fatal) ? Fault.Kind.FAIL : Fault.Kind.NONE);
                JobDriver driver = JobDriver.submit(world, story.order());
                crash(driver, at, way);
                String what = "crashed after event " + at + ", way " + way;
                assertEnd(JobState.EXCEPTION, driver, what);
                assertEquals(before, world.state(), what);
            }
        }
    }

    private static void crash(JobDriver driver, int at, int way) {
        driver.runUntilEvents(at);
        boolean reached = driver.journal().size() == at;
        if (reached && (way & 1) != 0) {
            driver.driveInSilence();
        }
        if ((way & 2) != 0) {
            driver.loseNode(at);
        } else {
            driver.loseEntity(at);
        }
    }

    /** An undo that fails for good is named, and the job ends; nothing that was the user's is lost. */
    public static void failingUndoIsNamedAndTheJobEnds(JobStory story) {
        Plan plan = plan(story);
        int failing = Math.min(plan.size(), plan.pointOfNoReturn() + 1);
        List<Step> undone = IntStream.range(0, failing)
                .mapToObj(plan::step)
                .filter(step -> step.undo() != null)
                .toList();
        for (Step step : undone) {
            FakeWorld world = story.before().get();
            WorldState before = world.state();
            world.failing((call, action) ->
                    call == failing || action.equals(step.undo()) ? Fault.Kind.FAIL : Fault.Kind.NONE);
            JobDriver driver = JobDriver.submit(world, story.order());
            String what = step.undo() + " fails";
            assertEnd(JobState.EXCEPTION, driver, what);
            Job.Ended ended = (Job.Ended) driver.job();
            assertTrue(
                    ended.findings().errors().stream().anyMatch(e -> e.message().startsWith("left behind")), what);
            assertTrue(world.state().hasAllUserFilesOf(before), what + ": " + world.state());
        }
    }

    /** After the point of no return a step that fails for good is left behind with a warning, and the job is completed. */
    public static void stepThatFailsForGoodAfterThePointIsLeftBehind(JobStory story) {
        Plan plan = plan(story);
        for (int i = plan.pointOfNoReturn() + 1; i < plan.size(); i++) {
            FakeWorld world = story.before().get();
            Action action = plan.step(i).action();
            world.failing((_, one) -> one.equals(action) ? Fault.Kind.FAIL : Fault.Kind.NONE);
            JobDriver driver = JobDriver.submit(world, story.order());
            assertEnd(JobState.COMPLETED_WITH_WARNINGS, driver, action + " fails");
        }
    }

    public static Plan plan(JobStory story) {
        return ((Job.Active)
                        JobDriver.submit(story.before().get(), story.order()).job())
                .plan();
    }

    private static int eventsOf(JobStory story, Fault fault) {
        FakeWorld world = story.before().get();
        world.failing(fault);
        JobDriver driver = JobDriver.submit(world, story.order());
        driver.runToEnd();
        return driver.journal().size();
    }

    private static void assertEnd(JobState expected, JobDriver driver, String what) {
        Job.Ended ended = driver.runToEnd();
        assertEquals(expected, ended.state(), () -> what + ": " + ended.findings() + "\n" + driver.story());
    }
}
