package dev.ferry.testkit;

import dev.ferry.model.job.Action;

/** What goes wrong when a world performs its n-th action, counted from 1. */
@FunctionalInterface
public interface Fault {
    enum Kind {
        NONE,
        /** Not done, and it will not get better. */
        FAIL,
        /** Not done now; the cause may pass. */
        FAIL_FOR_NOW,
        /** Done, yet reported as failed. */
        FAIL_AFTERWARDS,
        /** Done, and nobody hears of it. */
        LOSE_REPLY
    }

    Kind at(int call, Action action);

    Fault NONE = (_, _) -> Kind.NONE;

    static Fault once(int wanted, Kind kind) {
        return (call, _) -> call == wanted ? kind : Kind.NONE;
    }

    static Fault always(Class<? extends Action> wanted, Kind kind) {
        return (_, action) -> wanted.isInstance(action) ? kind : Kind.NONE;
    }
}
