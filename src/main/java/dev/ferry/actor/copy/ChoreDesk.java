package dev.ferry.actor.copy;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Gives what may block to threads that may, for one {@link StorageNode} and on its thread: chores, and looks at volumes. */
final class ChoreDesk {
    private final ActorContext<StorageNode.Command> context;
    private final StorageNode.Equipment equipment;
    private boolean looking;
    private Set<String> volumeKeys;

    ChoreDesk(ActorContext<StorageNode.Command> context, StorageNode.Equipment equipment) {
        this.context = context;
        this.equipment = equipment;
    }

    void perform(Chore chore, ActorRef<Chore.Reply> replyTo) {
        try {
            context.pipeToSelf(
                    CompletableFuture.supplyAsync(() -> equipment.chores().perform(chore), equipment.blocking()),
                    (reply, failure) ->
                            new StorageNode.ChoreEnded(failure == null ? reply : broken(chore, failure), replyTo));
        } catch (RejectedExecutionException _) {
            replyTo.tell(new Chore.Refused(new Refusal(
                    ReturnCode.OUT_OF_MEMORY,
                    "the node " + equipment.node() + " has too much to do",
                    "try again later")));
        }
    }

    private Chore.Reply broken(Chore chore, Throwable failure) {
        context.getLog().error("chore {} failed", chore.getClass().getSimpleName(), failure);
        return new Chore.Refused(new Refusal(
                ReturnCode.FAILED,
                "the node " + equipment.node() + " failed at it: " + failure,
                "look at the node's log; this is a defect of Ferry"));
    }

    /** Looking at a volume can hang with it: one look at a time; meanwhile the answer is what the last one saw. */
    void describe(String incarnation, ActorRef<StorageNode.Description> replyTo) {
        if (!looking) {
            looking = true;
            context.pipeToSelf(
                    CompletableFuture.supplyAsync(() -> equipment.chores().volumeKeys(), equipment.blocking()),
                    (keys, _) -> new StorageNode.VolumesSeen(keys == null ? Set.of() : keys, replyTo));
        } else if (volumeKeys != null) {
            tell(incarnation, replyTo);
        }
    }

    void seen(Set<String> keys) {
        looking = false;
        volumeKeys = keys;
    }

    void tell(String incarnation, ActorRef<StorageNode.Description> replyTo) {
        replyTo.tell(new StorageNode.Description(
                equipment.node(),
                incarnation,
                equipment.chores().hypervisor(),
                equipment.chores().networks(),
                volumeKeys,
                context.getSelf()));
    }
}
