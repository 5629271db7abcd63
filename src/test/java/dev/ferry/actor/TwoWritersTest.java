package dev.ferry.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.transfer.Assignment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two halves of a cluster write for the same entity: nobody who designs a cluster wants it, and it happens. The journal's key lets
 * one of them through; the other fails loudly, reads back what is true, and goes on.
 */
@Timeout(180)
class TwoWritersTest {
    private static final Duration FIRST_TRY = Duration.ofSeconds(3);
    private static final int TRIES_MAX = 20;
    private static final int ROUNDS_MAX = 20;
    private static final int INNOCENT = 40;

    @Test
    void oneOfTwoWritersWinsAndTheOtherReadsBackAndRefuses() throws Exception {
        try (Database database = TestDatabase.migrated();
                Half one = new Half("one", database);
                Half other = new Half("other", database)) {
            SystemId contested = system("contested");
            awake(one, contested);
            awake(other, contested);

            JobOrder first = importing(contested, "first");
            JobOrder second = importing(contested, "second");
            assertInstanceOf(Answer.Accepted.class, untilAnswered(one, first));
            Answer.Refused refused = assertInstanceOf(Answer.Refused.class, untilAnswered(other, second));

            assertEquals(ReturnCode.IN_USE, refused.refusal().code());
            assertTrue(refused.refusal().message().contains(first.id().value()), refused.toString());
            assertEquals(1, events(database, "VirtualSystem|" + contested, "system.identity-reserved"));
            assertEquals(1, events(database, "Job|" + first.id(), "job.begun"));
            assertEquals(0, events(database, "Job|" + second.id(), "job.begun"));
            // Whoever asks the other half for the first job meets the first job.
            assertInstanceOf(Answer.Accepted.class, untilAnswered(other, first));
            assertEquals(1, events(database, "Job|" + first.id(), "job.begun"));
        }
    }

    @Test
    void whoWasInTheSameBatchByChanceIsAnsweredFromItsCommandId() throws Exception {
        try (Database database = TestDatabase.migrated();
                Half one = new Half("one", database);
                Half other = new Half("other", database)) {
            boolean innocentHit = false;
            for (int round = 0; round < ROUNDS_MAX && !innocentHit; round++) {
                innocentHit = oneRound(database, one, other, round);
            }
            assertTrue(innocentHit, "no batch had both the contested entity and an innocent one in it");
        }
    }

    /** Whether somebody innocent had to ask again. */
    private static boolean oneRound(Database database, Half one, Half other, int round) throws Exception {
        SystemId contested = system("contested-" + round);
        List<JobOrder> orders = IntStream.range(0, INNOCENT)
                .mapToObj(i -> importing(system("innocent-" + round + "-" + i), "job-" + round + "-" + i))
                .toList();
        awake(one, contested);
        awake(other, contested);
        for (JobOrder order : orders) {
            awake(other, order.system());
        }
        assertInstanceOf(Answer.Accepted.class, untilAnswered(one, importing(contested, "winner-" + round)));

        List<CompletionStage<Answer>> asked = new ArrayList<>();
        for (JobOrder order : orders) {
            if (asked.size() == INNOCENT / 2) {
                other.reserve(importing(contested, "loser-" + round), FIRST_TRY);
            }
            asked.add(other.reserve(order, FIRST_TRY));
        }
        boolean innocentHit = false;
        for (int i = 0; i < orders.size(); i++) {
            innocentHit |= answer(asked.get(i)).isEmpty();
            assertInstanceOf(Answer.Accepted.class, untilAnswered(other, orders.get(i)));
            assertEquals(
                    1,
                    events(database, "VirtualSystem|" + orders.get(i).system(), "system.identity-reserved"),
                    "a repeated submit reserved twice");
            assertEquals(1, events(database, "Job|" + orders.get(i).id(), "job.begun"));
        }
        return innocentHit;
    }

    private static SystemId system(String name) {
        return new SystemId(Guid.derived(name));
    }

    private static JobOrder importing(SystemId system, String key) {
        Assignment assignment = Examples.assignments().stream()
                .filter(Assignment.Define.class::isInstance)
                .findFirst()
                .orElseThrow();
        CommandId command = new CommandId(Guid.derived(key));
        return new JobOrder(
                command, Examples.CALLER, JobKind.DEFINE, system, "web", "somewhere", assignment, Examples.AT);
    }

    private static void awake(Half half, SystemId id) throws Exception {
        half.look(id, Duration.ofSeconds(30)).toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    /** As a client does: the same submit again and again, until there is an answer. */
    private static Answer untilAnswered(Half half, JobOrder order) throws InterruptedException {
        for (int i = 0; i < TRIES_MAX; i++) {
            Optional<Answer> answer = answer(half.reserve(order, FIRST_TRY));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer for job " + order.id());
    }

    private static Optional<Answer> answer(CompletionStage<Answer> asked) throws InterruptedException {
        try {
            return Optional.of(asked.toCompletableFuture().get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof TimeoutException, e.toString());
            return Optional.empty();
        } catch (TimeoutException e) {
            throw new AssertionError("an ask never ended", e);
        }
    }

    private static int events(Database database, String persistenceId, String name) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from event_journal where persistence_id = ? and event_ser_manifest like ?")) {
            statement.setString(1, persistenceId);
            statement.setString(2, name + ":%");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
