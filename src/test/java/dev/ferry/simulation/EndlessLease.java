package dev.ferry.simulation;

import dev.ferry.cluster.Leases;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** For work that nobody could take over. */
enum EndlessLease implements Leases {
    INSTANCE;

    @Override
    public CompletionStage<Incarnation> begin() {
        return CompletableFuture.completedFuture(new Incarnation(name(), new CompletableFuture<>()));
    }

    @Override
    public boolean held(String incarnation) {
        return true;
    }

    @Override
    public String current() {
        return name();
    }

    @Override
    public CompletionStage<Void> giveUp() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void letRunOut() {}
}
