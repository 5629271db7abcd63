package dev.ferry.actor.system;

import dev.ferry.actor.Answer;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Sees to it that a system's definition file tells what is true, and answers a change when it does. One write at a time, always
 * of the latest state, so that no older one can come last. For one entity and on its thread.
 */
final class DefinitionKeeper {
    private record Waiter(long version, ActorRef<Answer> replyTo) {}

    private final SystemId id;
    private final ActorContext<VirtualSystemEntity.Command> context;
    private final StorageNodes nodes;
    private final BiFunction<Long, Refusal, VirtualSystemEntity.Command> written;
    private final List<Waiter> waiters = new ArrayList<>();
    private boolean stale;

    /** {@code written} makes the message by which the entity hears of a write: the version, and why it failed or null. */
    DefinitionKeeper(
            SystemId id,
            ActorContext<VirtualSystemEntity.Command> context,
            StorageNodes nodes,
            BiFunction<Long, Refusal, VirtualSystemEntity.Command> written) {
        this.id = id;
        this.context = context;
        this.nodes = nodes;
        this.written = written;
    }

    /** The last write failed, and none is under way. */
    boolean isStale() {
        return stale && waiters.isEmpty();
    }

    void keep(VirtualSystem system, long version, ActorRef<Answer> replyTo) {
        if (!(system instanceof Realized realized) || isBeingRemoved(realized)) {
            replyTo.tell(new Answer.Accepted(id.value(), version));
            return;
        }
        waiters.add(new Waiter(version, replyTo));
        if (waiters.size() == 1) {
            start(realized, version);
        }
    }

    private static boolean isBeingRemoved(Realized realized) {
        return realized.reservation() != null && realized.reservation().order().kind() == JobKind.REMOVE;
    }

    private void start(Realized realized, long version) {
        nodes.named(realized.placement().node())
                .ifPresentOrElse(
                        member -> context.ask(
                                Chore.Reply.class,
                                member.ref(),
                                VirtualSystemEntity.CHORE_LIMIT,
                                ref -> new StorageNode.DoChore(new Chore.WriteDefinition(realized, version), ref),
                                (reply, failure) ->
                                        written.apply(version, VirtualSystemEntity.refusal(reply, failure))),
                        () -> context.getSelf().tell(written.apply(version, nodeMissing(realized))));
    }

    void written(VirtualSystem system, long version, long latest, Refusal refusal) {
        stale = refusal != null;
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        waiters.removeIf(waiter -> {
            boolean served = waiter.version() <= version;
            if (served) {
                waiter.replyTo().tell(new Answer.Accepted(id.value(), waiter.version()));
            }
            return served;
        });
        if (!waiters.isEmpty() && system instanceof Realized realized) {
            start(realized, latest);
        }
    }

    private void refuse(Refusal refusal) {
        context.getLog().warn("system {}: the definition file was not written: {}", id, refusal.message());
        Answer answer = new Answer.Refused(new Refusal(
                refusal.code(),
                "the change is recorded, but its definition file could not be written: " + refusal.message(),
                refusal.remedy()));
        waiters.forEach(waiter -> waiter.replyTo().tell(answer));
        waiters.clear();
    }

    private static Refusal nodeMissing(Realized realized) {
        return new Refusal(
                ReturnCode.NOT_AVAILABLE,
                "the node " + realized.placement().node() + ", which has the system '"
                        + realized.settings().name() + "', is not there",
                "bring the node back");
    }
}
