package dev.ferry.actor.system;

import dev.ferry.actor.Message;
import dev.ferry.model.Refusal;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;

/** What the entity knows of a planned system; when it is none, {@code planned} is null and {@code why} tells what it is. */
public record PlannedReply(Drafted planned, Refusal why, long version) implements Message {
    static PlannedReply of(VirtualSystem system, String id, long version) {
        return system instanceof Drafted drafted
                ? new PlannedReply(drafted, null, version)
                : new PlannedReply(null, PlannedRules.notPlanned(system, id), version);
    }
}
