package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.JobId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobSummary;
import dev.ferry.testkit.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FiguresKeeperTest {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<JobId> kept = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final FiguresKeeper keeper = new FiguresKeeper(this::kept, waiting::add, 2, away::get);

    @Test
    void letsAFewWaitForTheDatabaseAndTurnsTheOthersAway() {
        CompletableFuture<?> first = keep("first");
        CompletableFuture<?> second = keep("second");
        assertTrue(keep("third").isCompletedExceptionally());
        assertEquals(2, waiting.size());
        waiting.remove().run();
        assertTrue(first.isDone());
        assertFalse(second.isDone());
        assertFalse(keep("third").isDone(), "there is a place again");
        waiting.remove().run();
        waiting.remove().run();
        assertEquals(List.of(id("first"), id("second"), id("third")), kept);
    }

    @Test
    void asksNothingOfADatabaseThatIsKnownToBeAway() {
        away.set(true);
        assertTrue(keep("first").isCompletedExceptionally());
        assertEquals(0, waiting.size());
    }

    @Test
    void keepsAPlaceFreeWhateverFails() {
        FiguresKeeper failing = new FiguresKeeper(
                (_, _) -> {
                    throw new IllegalStateException("the database does not answer");
                },
                Runnable::run,
                1,
                away::get);
        FiguresKeeper full = new FiguresKeeper(
                (_, figures) -> figures,
                _ -> {
                    throw new RejectedExecutionException("too much to do");
                },
                1,
                away::get);
        for (FiguresKeeper one : List.of(failing, full)) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<?> answer = one.keep(id("any"), figures()).toCompletableFuture();
                assertTrue(answer.isCompletedExceptionally());
                assertFalse(answer.exceptionNow().getMessage().contains("others wait"), "it was tried");
            }
        }
    }

    private JobSummary.Figures kept(JobId job, JobSummary.Figures figures) {
        kept.add(job);
        return figures;
    }

    private CompletableFuture<?> keep(String job) {
        return keeper.keep(id(job), figures()).toCompletableFuture();
    }

    private static JobId id(String job) {
        return Samples.order(job, JobKind.EXPORT).id();
    }

    private static JobSummary.Figures figures() {
        return null;
    }
}
