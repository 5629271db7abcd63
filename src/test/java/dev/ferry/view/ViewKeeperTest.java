package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ViewKeeperTest {
    private final ActorTestKit kit = ActorTestKit.create("keeper", ConfigFactory.load());
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        blocking.shutdownNow();
    }

    @Test
    void doesEachDutyAtItsTimeThoughAnotherFails() throws Exception {
        AtomicInteger seldom = new AtomicInteger();
        CountDownLatch often = new CountDownLatch(2);
        kit.spawn(ViewKeeper.create(
                List.of(
                        new ViewKeeper.Duty("failing", Duration.ZERO, () -> {
                            throw new IllegalStateException("it cannot be done");
                        }),
                        new ViewKeeper.Duty("seldom", Duration.ofHours(1), seldom::incrementAndGet),
                        new ViewKeeper.Duty("often", Duration.ZERO, () -> {
                            often.countDown();
                            return often;
                        })),
                blocking));
        assertTrue(often.await(30, TimeUnit.SECONDS));
        assertEquals(1, seldom.get());
    }

    @Test
    void comesBackWhenItCrashed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        kit.spawn(ViewKeeper.create(
                List.of(new ViewKeeper.Duty("a duty", Duration.ZERO, () -> {
                    done.countDown();
                    return done;
                })),
                work -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new RejectedExecutionException("too much to do");
                    }
                    blocking.execute(work);
                }));
        assertTrue(done.await(30, TimeUnit.SECONDS));
    }
}
