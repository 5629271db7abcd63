package dev.ferry.actor;

import dev.ferry.model.SystemId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Answers whether the lists show a system as of a version, once they do or when the bound is over. */
@FunctionalInterface
public interface ViewGate {
    CompletionStage<Boolean> showsSystem(SystemId system, long version, Duration bound);
}
