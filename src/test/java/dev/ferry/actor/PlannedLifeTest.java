package dev.ferry.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.PlannedReply;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.transfer.Assignment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A planned system as its entity keeps it: planned and given snapshots by jobs, repaired, dropped, and gone when its time is over. */
@Timeout(120)
class PlannedLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Database database = TestDatabase.migrated();
    private final Half node = new Half("one", database);

    @BeforeEach
    void isUp() throws Exception {
        // The first question waits for the shards.
        planned(new SystemId(Guid.derived("first")));
    }

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void isRepairedAndDroppedOnceItsJobHasLetItGo() throws Exception {
        JobOrder order = plan("kept", Instant.now().plusSeconds(3_600));
        PlannedCommand change = new PlannedCommand.Change(List.of(new PlannedChange.Settle("C:\\elsewhere")));
        assertEquals(ReturnCode.IN_USE, refused(order.system(), change));
        assertInstanceOf(
                Answer.Accepted.class, ask(order.system(), new PlannedCommand.AddSnapshots(order.id(), List.of())));

        node.release(order.system(), order.id());
        assertInstanceOf(Answer.Accepted.class, ask(order.system(), change));
        assertEquals(
                "C:\\elsewhere", planned(order.system()).planned().planned().home());
        assertInstanceOf(Answer.Accepted.class, ask(order.system(), new PlannedCommand.Drop("bob")));
        assertNull(planned(order.system()).planned());
        assertEquals(ReturnCode.INVALID_PARAMETER, refused(order.system(), change));
    }

    @Test
    void goesByItselfWhenItsTimeIsOverAndNoJobHoldsIt() throws Exception {
        JobOrder order = plan("over", Instant.now().minusSeconds(1));
        assertNotNull(planned(order.system()).planned());
        node.release(order.system(), order.id());
        while (planned(order.system()).planned() != null) {
            Thread.onSpinWait();
        }
        assertEquals(ReturnCode.INVALID_PARAMETER, refused(order.system(), new PlannedCommand.Change(List.of())));
    }

    private JobOrder plan(String name, Instant until) throws Exception {
        PlannedSystem like = Examples.planned();
        PlannedSystem planned = new PlannedSystem(
                like.origin(),
                like.definition(),
                like.snapshots(),
                "",
                new PlannedSystem.Keeping("alice", Duration.ofSeconds(1), until),
                0);
        JobOrder order = new JobOrder(
                new CommandId(name),
                Examples.CALLER,
                JobKind.PLAN,
                new SystemId(Guid.derived(name)),
                name,
                "nowhere",
                new Assignment.Plan(planned),
                Instant.now());
        assertInstanceOf(
                Answer.Accepted.class,
                node.reserve(order, LIMIT).toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertInstanceOf(
                Answer.Accepted.class,
                ask(
                        order.system(),
                        new PlannedCommand.Plan(new SystemEvent.SystemPlanned(order.id(), planned, Instant.now()))));
        return order;
    }

    private ReturnCode refused(SystemId id, PlannedCommand asked) throws Exception {
        return assertInstanceOf(Answer.Refused.class, ask(id, asked)).refusal().code();
    }

    private Answer ask(SystemId id, PlannedCommand asked) throws Exception {
        return node.<Answer>ask(id, replyTo -> new VirtualSystemEntity.AskPlanned(asked, replyTo), LIMIT)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private PlannedReply planned(SystemId id) throws Exception {
        return node.<PlannedReply>ask(id, VirtualSystemEntity.GetPlanned::new, LIMIT)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
