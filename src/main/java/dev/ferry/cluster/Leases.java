package dev.ferry.cluster;

import java.util.concurrent.CompletionStage;

/** The lease of this process. It has one incarnation at a time; each has a name that no other ever had. */
public interface Leases {
    /** An incarnation, and when it is over because others were let to take over from it. */
    record Incarnation(String id, CompletionStage<Void> lost) {}

    /** Becomes a new incarnation. Completes when others can see it: not before the database answers. */
    CompletionStage<Incarnation> begin();

    /** Whether an incarnation may still change what others may be about to change. False is for ever only when it was lost. */
    boolean held(String incarnation);

    /** The present incarnation; "" while there is none. */
    String current();

    /** Lets others take over at once. Completes when they can, or when that could not be told to them. */
    CompletionStage<Void> giveUp();

    /** Nothing more is changed under the present incarnation, and it is not renewed: others wait until its time is up. */
    void letRunOut();
}
