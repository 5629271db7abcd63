package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobFeedTest {
    private final ActorTestKit kit = ActorTestKit.create("feed", ConfigFactory.load());

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    @Test
    void asksNothingOfADatabaseThatIsKnownToBeAway() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch asked = new CountDownLatch(1);
        var ended = new JobFeed(null, null, _ -> asked.countDown(), away::get)
                .changes()
                .runWith(Sink.ignore(), kit.system())
                .toCompletableFuture();
        assertFalse(asked.await(1_500, TimeUnit.MILLISECONDS));
        assertFalse(ended.isDone());
        away.set(false);
        assertTrue(asked.await(30, TimeUnit.SECONDS));
    }
}
