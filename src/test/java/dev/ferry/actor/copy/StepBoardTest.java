package dev.ferry.actor.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.actor.copy.StepBoard.Effect;
import dev.ferry.actor.copy.StepBoard.Effect.Start;
import dev.ferry.actor.copy.StepBoard.Effect.StopWorker;
import dev.ferry.actor.copy.StepBoard.Effect.Tell;
import dev.ferry.actor.copy.StepBoard.Effect.TellProgress;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepBoardTest {
    private static final String HERE = "11111111-0000-0000-0000-000000000001";
    private static final String ELSEWHERE = "11111111-0000-0000-0000-000000000002";
    private static final JobId A = new JobId("AAAAAAAA-0000-0000-0000-000000000000");
    private static final JobId B = new JobId("BBBBBBBB-0000-0000-0000-000000000000");
    private static final JobId C = new JobId("CCCCCCCC-0000-0000-0000-000000000000");
    private static final Report DONE = new Report.Done(StepFacts.NONE);

    private final StepBoard<String> board = new StepBoard<>(HERE, 1);

    @Test
    void startsATryOnceAndTellsHowItStandsWhenItIsAskedAgain() {
        var task = heavy(A, 1);
        assertEquals(List.of(new Start<>(task)), board.run(task, "a"));
        assertEquals(List.of(new TellProgress<>("a", progress(1, 0, 0))), board.run(task, "a"));
        assertEquals(List.of(new TellProgress<>("a", progress(1, 70, 0))), board.moved(A, progress(1, 70, 0)));
        assertEquals(List.of(new TellProgress<>("again", progress(1, 70, 0))), board.run(task, "again"));
    }

    @Test
    void tellsAResultAgainInsteadOfRunningTheTryAgain() {
        board.run(heavy(A, 1), "a");
        assertEquals(List.of(new Tell<>("a", 1, DONE)), board.finished(A, 1, DONE));
        assertEquals(List.of(new Tell<>("later", 1, DONE)), board.run(heavy(A, 1), "later"));
        assertEquals(List.of(new Tell<>("later", 1, DONE)), board.stop(A, attempt(1), "later"));
    }

    @Test
    void letsHeavyTriesWaitForTheirTurnAndTellsTheirPlace() {
        board.run(heavy(A, 1), "a");
        assertEquals(List.of(), board.run(heavy(B, 1), "b"));
        assertEquals(List.of(), board.run(heavy(C, 1), "c"));
        assertEquals(List.of(new TellProgress<>("c", progress(1, 0, 2))), board.run(heavy(C, 1), "c"));
        assertEquals(List.of(new Tell<>("a", 1, DONE), new Start<>(heavy(B, 1))), board.finished(A, 1, DONE));
        assertEquals(List.of(new TellProgress<>("c", progress(1, 0, 1))), board.run(heavy(C, 1), "c"));
    }

    @Test
    void startsALightTryWhateverElseRuns() {
        board.run(heavy(A, 1), "a");
        assertEquals(List.of(new Start<>(light(B, 1))), board.run(light(B, 1), "b"));
    }

    @Test
    void saysThatATryOfAnotherIncarnationIsGone() {
        var foreign = new Attempt(0, false, 7, "n1", ELSEWHERE);
        assertEquals(List.of(new Tell<>("a", 7, new Report.Gone())), board.run(task(A, foreign, heavyAction()), "a"));
        assertEquals(List.of(new Tell<>("a", 7, new Report.Gone())), board.stop(A, foreign, "a"));
    }

    @Test
    void makesANewTryWaitUntilTheOlderOneHasLetGo() {
        board.run(light(A, 1), "old");
        assertEquals(List.of(new StopWorker<>(A, 1)), board.run(light(A, 2), "new"));
        assertEquals(List.of(new StopWorker<>(A, 1)), board.run(light(A, 2), "new"));
        board.finished(A, 1, new Report.Stopped());
        assertEquals(List.of(new Start<>(light(A, 2))), board.run(light(A, 2), "new"));
    }

    @Test
    void doesNotStopANewerTryForAnOlderOneThatComesLate() {
        board.run(light(A, 2), "new");
        assertEquals(List.of(), board.run(light(A, 1), "old"));
        assertEquals(List.of(), board.stop(A, attempt(1), "old"));
        board.finished(A, 2, DONE);
        assertEquals(List.of(new Tell<>("old", 1, new Report.Gone())), board.run(light(A, 1), "old"));
    }

    @Test
    void answersAStopWhenTheThreadHasLetGo() {
        board.run(heavy(A, 1), "a");
        assertEquals(List.of(new StopWorker<>(A, 1)), board.stop(A, attempt(1), "stopper"));
        assertEquals(
                List.of(new Tell<>("stopper", 1, new Report.Stopped())), board.finished(A, 1, new Report.Stopped()));
    }

    @Test
    void stopsATryThatWaitsAtOnce() {
        board.run(heavy(A, 1), "a");
        board.run(heavy(B, 1), "b");
        assertEquals(List.of(new Tell<>("b", 1, new Report.Stopped())), board.stop(B, attempt(1), "b"));
        assertEquals(List.of(new Tell<>("a", 1, DONE)), board.finished(A, 1, DONE));
    }

    @Test
    void doesNotBeginATryThatWasStoppedBeforeItCame() {
        assertEquals(List.of(new Tell<>("a", 1, new Report.Stopped())), board.stop(A, attempt(1), "a"));
        assertEquals(List.of(new Tell<>("a", 1, new Report.Stopped())), board.run(heavy(A, 1), "a"));
        assertEquals(List.of(new Start<>(heavy(A, 2))), board.run(heavy(A, 2), "a"));
    }

    @Test
    void ignoresWhatAThreadOfAnOlderTrySays() {
        board.run(heavy(A, 2), "a");
        assertEquals(List.of(), board.finished(A, 1, DONE));
        assertEquals(List.of(), board.moved(A, progress(1, 9, 0)));
        assertEquals(List.of(), board.finished(B, 1, DONE));
    }

    @Test
    void stopsAllWhenItClosesAndIsClosedWhenTheLastThreadHasLetGo() {
        board.run(heavy(A, 1), "a");
        board.run(heavy(B, 1), "b");
        List<Effect<String>> effects = board.close();
        assertEquals(List.of(new StopWorker<>(A, 1), new Tell<>("b", 1, new Report.Gone())), effects);
        assertFalse(board.isClosed());
        assertEquals(List.of(), board.moved(A, progress(1, 9, 0)));
        assertEquals(List.of(), board.run(heavy(A, 1), "a"));
        assertEquals(List.of(new Tell<>("a", 1, new Report.Gone())), board.finished(A, 1, new Report.Stopped()));
        assertTrue(board.isClosed());
    }

    @Test
    void startsNothingOnceItCloses() {
        board.close();
        assertEquals(List.of(new Tell<>("a", 1, new Report.Gone())), board.run(light(A, 1), "a"));
        assertTrue(board.isClosed());
    }

    @Test
    void tellsAResultThatCameWhileItCloses() {
        board.run(light(A, 1), "a");
        board.close();
        assertEquals(List.of(new Tell<>("a", 1, DONE)), board.finished(A, 1, DONE));
        assertEquals(List.of(new Tell<>("later", 1, DONE)), board.run(light(A, 1), "later"));
    }

    @Test
    void keepsABoundedNumberOfResults() {
        for (int i = 0; i <= StepBoard.RESULTS_MAX; i++) {
            JobId job = new JobId(String.format("AAAAAAAA-0000-0000-0000-%012d", i));
            board.run(light(job, 1), "x");
            board.finished(job, 1, DONE);
        }
        JobId first = new JobId(String.format("AAAAAAAA-0000-0000-0000-%012d", 0));
        JobId last = new JobId(String.format("AAAAAAAA-0000-0000-0000-%012d", StepBoard.RESULTS_MAX));
        assertEquals(List.of(new Start<>(light(first, 1))), board.run(light(first, 1), "x"));
        assertEquals(List.of(new Tell<>("x", 1, DONE)), board.run(light(last, 1), "x"));
    }

    private static StorageNode.Task heavy(JobId job, long epoch) {
        return task(job, attempt(epoch), heavyAction());
    }

    private static StorageNode.Task light(JobId job, long epoch) {
        return task(job, attempt(epoch), new Action.AwaitView(Samples.WEB, true));
    }

    private static Action heavyAction() {
        return new Action.VerifyFolder(Samples.csv1("exports/web"), true);
    }

    private static StorageNode.Task task(JobId job, Attempt attempt, Action action) {
        return new StorageNode.Task(job, attempt, action, List.of(), Samples.WEB, "web");
    }

    private static Attempt attempt(long epoch) {
        return new Attempt(0, false, epoch, "n1", HERE);
    }

    private static Progress progress(long epoch, long done, int place) {
        return new Progress(epoch, done, 0, 0, place);
    }
}
