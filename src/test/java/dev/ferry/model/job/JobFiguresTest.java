package dev.ferry.model.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.testkit.Fault;
import dev.ferry.testkit.JobDriver;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.JobStory;
import dev.ferry.testkit.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class JobFiguresTest {
    static List<JobStory> stories() {
        return JobStories.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void neverFallsBackWithinATryAndIsNeverHundredBeforeItIsCompleted(JobStory story) {
        Seed seed = Seed.fresh();
        Random random = seed.random();
        JobDriver driver = JobDriver.submit(story.before().get(), story.order());
        int last = 0;
        while (driver.job() instanceof Job.Active active) {
            long epoch = active.attempt() == null ? 0 : active.attempt().epoch();
            long done = 0;
            for (int i = 0; i < 20; i++) {
                done += random.nextInt(1 << 20);
                int percent = figures(active, new Progress(epoch, done, done, 1_000, 0))
                        .percent();
                assertTrue(percent >= last, seed + " from " + last + " to " + percent);
                assertTrue(percent < 100, seed + " " + percent);
                last = percent;
            }
            last = figures(active, new Progress(epoch, 0, 0, 0, 0)).percent();
            driver.advance();
        }
        assertEquals(100, figures(driver.job(), Progress.NONE).percent());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isNeverHundredWhenItFailed(JobStory story) {
        var world = story.before().get();
        world.failing(Fault.once(1, Fault.Kind.FAIL));
        JobDriver driver = JobDriver.submit(world, story.order());
        Job.Ended ended = driver.runToEnd();

        assertEquals(0, figures(ended, Progress.NONE).percent());
        assertEquals(0, figures(ended, Progress.NONE).bytesDone());
    }

    @Test
    void doesNotCountTheProgressOfAnOlderTry() {
        JobStory story = JobStories.export();
        JobDriver driver = JobDriver.submit(story.before().get(), story.order());
        driver.runWhile(job -> !(job instanceof Job.Active a
                && a.attempt() != null
                && a.plan().step(a.step()).action() instanceof Action.MakeItem));
        JobSummary.Figures fresh = figures(driver.job(), Progress.NONE);

        assertEquals(fresh, figures(driver.job(), new Progress(1, 5, 5, 5, 3)));
    }

    private static JobSummary.Figures figures(Job job, Progress progress) {
        return JobSummary.of(job, progress, "node1").orElseThrow().figures();
    }
}
