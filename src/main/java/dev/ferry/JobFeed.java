package dev.ferry;

import dev.ferry.actor.job.JobChanged;
import dev.ferry.endpoint.rest.EventFeed;
import dev.ferry.endpoint.rest.JobNews;
import dev.ferry.view.Change;
import dev.ferry.view.ChangeMark;
import dev.ferry.view.Views;
import dev.ferry.view.ViewsUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;

/**
 * What watchers of jobs see: ticks of progress as they are told, and every change from the lists, with a mark to go on from.
 * A slow watcher loses old ticks, never a change.
 */
final class JobFeed {
    private static final int TICKS_MAX = 256;
    private static final int CHANGES_MAX = 500;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ActorRef<Topic.Command<JobChanged>> ticks;
    private final Views views;
    private final Executor sql;
    private final BooleanSupplier away;

    /** {@code away} tells whether the database is known not to answer: then it is not asked, by each listener, in vain. */
    JobFeed(ActorRef<Topic.Command<JobChanged>> ticks, Views views, Executor sql, BooleanSupplier away) {
        this.ticks = ticks;
        this.views = views;
        this.sql = sql;
        this.away = away;
    }

    EventFeed events() {
        return new EventFeed(() -> progress().merge(changes()), views::latestChange, views::changesSince);
    }

    private Source<JobNews, NotUsed> progress() {
        return ActorSource.<JobChanged>actorRef(
                        _ -> false, _ -> Optional.empty(), TICKS_MAX, OverflowStrategy.dropHead())
                .mapMaterializedValue(watcher -> {
                    ticks.tell(Topic.subscribe(watcher));
                    return NotUsed.getInstance();
                })
                .map(changed -> new JobNews(changed.summary(), null));
    }

    Source<JobNews, NotUsed> changes() {
        AtomicReference<ChangeMark> mark = new AtomicReference<>();
        return Source.tick(Duration.ZERO, LOOK, NotUsed.getInstance())
                .mapMaterializedValue(_ -> NotUsed.getInstance())
                .filter(_ -> !away.getAsBoolean())
                .mapAsync(1, _ -> CompletableFuture.supplyAsync(() -> since(mark), sql))
                .mapConcat(news -> news);
    }

    private List<JobNews> since(AtomicReference<ChangeMark> mark) {
        try {
            if (mark.get() == null) {
                mark.set(views.latestChange());
                return List.of();
            }
            List<Change> changes = views.changesSince(mark.get(), CHANGES_MAX);
            if (!changes.isEmpty()) {
                mark.set(changes.getLast().mark());
            }
            return changes.stream().flatMap(JobFeed::news).toList();
        } catch (ViewsUnavailable _) {
            return List.of();
        }
    }

    private static Stream<JobNews> news(Change change) {
        return switch (change) {
            case Change.OfSystem _ -> Stream.empty();
            case Change.OfJob(var row, var mark) -> Stream.of(new JobNews(row.summary(), mark));
        };
    }
}
