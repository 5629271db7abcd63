package dev.ferry.actor.system;

import dev.ferry.actor.Message;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;

/** What the entity knows of a planned system; {@code planned} is null unless the system is one. */
public record PlannedReply(Drafted planned, long version) implements Message {
    static PlannedReply of(VirtualSystem system, long version) {
        return new PlannedReply(system instanceof Drafted drafted ? drafted : null, version);
    }
}
