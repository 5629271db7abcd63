package dev.ferry.view;

import dev.ferry.model.JobId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Submits by their idempotency key: a repeated one is answered with the outcome of the first, for 24 hours. */
public final class CommandKeys {
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int TRIES = 3;
    static final int FORGOTTEN_AT_ONCE = 1_000;

    /** What a key stands for: one submit of one principal. */
    public record SubmitKey(String principal, String operation, String key) {}

    /** What became of a claim. */
    public sealed interface Claim {
        /** Nobody has used the key before: go on, and settle it. */
        record Claimed() implements Claim {}

        /** The submit was made before; {@code outcomeJson} is null while it has not been settled. */
        record Known(JobId job, String outcomeJson) implements Claim {}

        /** The key was used for something else; the submit is refused. */
        record Conflict(JobId job) implements Claim {}
    }

    private record Found(String bodyHash, JobId job, String outcome) {}

    private final DataSource source;

    public CommandKeys(DataSource source) {
        this.source = source;
    }

    /** Of several that claim the same key at once, one gets it. A key that is past its time counts as new. */
    public Claim claim(SubmitKey key, String bodyHash, JobId job) {
        try (Connection connection = source.getConnection()) {
            for (int i = 0; i < TRIES; i++) {
                if (insert(connection, key, bodyHash, job)) {
                    return new Claim.Claimed();
                }
                Optional<Found> found = find(connection, key);
                // None when it was forgotten between the two statements.
                if (found.isPresent()) {
                    return found.get().bodyHash().equals(bodyHash)
                            ? new Claim.Known(found.get().job(), found.get().outcome())
                            : new Claim.Conflict(found.get().job());
                }
            }
            throw new IllegalStateException("the key " + key + " comes and goes");
        } catch (SQLException e) {
            throw new ViewsUnavailable(e);
        }
    }

    /** Keeps the outcome, for those who repeat the submit. The first one stays. */
    public void settle(SubmitKey key, String outcomeJson) {
        Sql.change(
                source,
                "update command_key set outcome = ?::jsonb"
                        + " where principal = ? and operation = ? and key = ? and outcome is null",
                List.of(outcomeJson, key.principal(), key.operation(), key.key()));
    }

    /** Gives a key back whose submit had no effect, so that it can be made again. */
    public void giveBack(SubmitKey key) {
        Sql.change(
                source,
                "delete from command_key where principal = ? and operation = ? and key = ? and outcome is null",
                List.of(key.principal(), key.operation(), key.key()));
    }

    /** Forgets what is past its time, by the database's clock; answers how many. In small pieces: a statement may not take long. */
    public int forget() {
        // The time is asked for twice: a key may be claimed anew between the two.
        String sql = """
                delete from command_key where created_at < now() - make_interval(secs => ?)
                  and (principal, operation, key) in (
                    select principal, operation, key from command_key
                    where created_at < now() - make_interval(secs => ?) order by created_at limit ?)
                """;
        double kept = KEPT.toSeconds();
        int forgotten = 0;
        int piece;
        do {
            piece = Sql.change(source, sql, List.of(kept, kept, FORGOTTEN_AT_ONCE));
            forgotten += piece;
        } while (piece == FORGOTTEN_AT_ONCE);
        return forgotten;
    }

    private static boolean insert(Connection connection, SubmitKey key, String bodyHash, JobId job)
            throws SQLException {
        String sql = """
                insert into command_key(principal, operation, key, body_hash, job) values (?, ?, ?, ?, ?)
                on conflict (principal, operation, key) do update
                  set (body_hash, job, outcome, created_at) = (excluded.body_hash, excluded.job, null, now())
                  where command_key.created_at < now() - make_interval(secs => ?)
                """;
        return Sql.change(
                        connection,
                        sql,
                        Arrays.asList(key.principal(), key.operation(), key.key(), bodyHash, job.value(), (double)
                                KEPT.toSeconds()))
                == 1;
    }

    private static Optional<Found> find(Connection connection, SubmitKey key) throws SQLException {
        return Sql.list(
                        connection,
                        "select body_hash, job, outcome from command_key"
                                + " where principal = ? and operation = ? and key = ?",
                        List.of(key.principal(), key.operation(), key.key()),
                        row -> new Found(row.getString(1), new JobId(row.getString(2)), row.getString(3)))
                .stream()
                .findFirst();
    }
}
