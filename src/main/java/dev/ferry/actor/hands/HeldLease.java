package dev.ferry.actor.hands;

import dev.ferry.model.ReturnCode;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.WriteLease;
import java.util.function.Predicate;

/** The lease of one incarnation, as work on storage asks for it. */
final class HeldLease {
    private HeldLease() {}

    static WriteLease of(Predicate<String> held, String incarnation) {
        return () -> {
            if (!held.test(incarnation)) {
                throw StorageException.passing(
                        ReturnCode.NOT_AVAILABLE,
                        "the node's lease has run out: it could not reach the database, or was taken for lost.",
                        "It is taken again as soon as the database answers; the job goes on then.");
            }
        };
    }
}
