package dev.ferry.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Asks whether the incarnation of a node is over, for all jobs of this node at once: a node that crashed leaves many of them
 * behind, and each asks again and again. One question at a time goes to the database for each incarnation, and not often.
 */
public final class LeaseQuestions {
    /** A "not yet" is good for so long: short beside the time after which a crashed node's work must move on. */
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    /** Being over is for ever, so it need not be asked again; the oldest are forgotten, and asked for when anybody does. */
    private static final int OVER_MAX = 1_000;

    private record Question(long askedNanos, CompletableFuture<Boolean> answer) {}

    private final DataSource database;
    private final Executor sql;
    private final LongSupplier nanoTime;
    private final Map<String, Question> open = new HashMap<>();
    private final Map<String, Boolean> over = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > OVER_MAX;
        }
    });

    public LeaseQuestions(DataSource database, Executor sql, LongSupplier nanoTime) {
        this.database = database;
        this.sql = sql;
        this.nanoTime = nanoTime;
    }

    /** True only when it is certain; no answer of the database is not one. */
    public synchronized CompletionStage<Boolean> isOver(String incarnation) {
        if (over.containsKey(incarnation)) {
            return CompletableFuture.completedFuture(true);
        }
        long now = nanoTime.getAsLong();
        open.values().removeIf(q -> q.answer().isDone() && now - q.askedNanos() > PAUSE_NANOS);
        return open.computeIfAbsent(incarnation, name -> new Question(now, ask(name)))
                .answer();
    }

    private CompletableFuture<Boolean> ask(String incarnation) {
        return CompletableFuture.supplyAsync(() -> fence(incarnation), sql).exceptionally(_ -> false);
    }

    private boolean fence(String incarnation) {
        try (Connection connection = database.getConnection()) {
            boolean isOver = LeaseTable.fence(connection, incarnation);
            if (isOver) {
                over.put(incarnation, true);
            }
            return isOver;
        } catch (SQLException _) {
            // Whatever became of the question: nothing is taken over on a guess. It is asked again.
            return false;
        }
    }
}
