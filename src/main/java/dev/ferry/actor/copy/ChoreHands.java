package dev.ferry.actor.copy;

import java.util.Set;

/** Does chores, on a thread that it may block. */
public interface ChoreHands {
    Chore.Reply perform(Chore chore);

    /** What runs the guests here, as every state tells. */
    String hypervisor();

    /** The networks that a guest can be connected to here. */
    Set<String> networks();

    /** The volumes that this node has online. */
    Set<String> volumeKeys();
}
