package dev.ferry.actor.system;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.model.Refusal;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Has the owner's hypervisor bring a guest where it is to be, one question at a time. For one entity and on its thread. */
final class GuestKeeper {
    private final ActorContext<VirtualSystemEntity.Command> context;
    private final StorageNodes nodes;
    private final BiFunction<SystemState, Refusal, VirtualSystemEntity.Command> reached;
    private boolean asked;

    /** {@code reached} makes the message by which the entity hears of an answer: the state or null, and why or null. */
    GuestKeeper(
            ActorContext<VirtualSystemEntity.Command> context,
            StorageNodes nodes,
            BiFunction<SystemState, Refusal, VirtualSystemEntity.Command> reached) {
        this.context = context;
        this.nodes = nodes;
        this.reached = reached;
    }

    boolean hasNoHypervisor(Realized realized) {
        return nodes.owning(realized)
                .filter(member -> member.hypervisor().equals(NoHypervisor.NAME))
                .isPresent();
    }

    void answered() {
        asked = false;
    }

    void pursue(VirtualSystem system) {
        if (!(system instanceof Realized realized) || asked) {
            return;
        }
        Optional<SystemState> aim = StateRules.aim(realized.state());
        Optional<StorageNodes.Member> member = nodes.owning(realized);
        if (aim.isPresent() && member.isPresent()) {
            asked = true;
            context.ask(
                    Chore.Reply.class,
                    member.get().ref(),
                    VirtualSystemEntity.CHORE_LIMIT,
                    ref -> new StorageNode.DoChore(new Chore.ChangeState(realized, aim.get()), ref),
                    (reply, failure) -> reply instanceof Chore.StateIs(var state, var refusal)
                            ? reached.apply(state, refusal)
                            : reached.apply(null, DefinitionKeeper.refusal(reply, failure)));
        }
    }
}
