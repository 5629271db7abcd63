package dev.ferry.cim.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is asked of the front desk for one question: a system that it gave is not asked for again, as long as those are few. */
final class SeenSystems implements SystemSource {
    /** More than one block of a list, and a few MiB at the most. */
    private static final int MOST = 500;

    private final SystemSource source;
    private final Map<String, Optional<SystemRow>> seen = new HashMap<>();

    SeenSystems(SystemSource source) {
        this.source = source;
    }

    @Override
    public CompletionStage<Outcome<List<SystemRow>>> list(SystemQuery query, int limit, SystemKey after) {
        return source.list(query, limit, after).thenApply(outcome -> {
            if (outcome instanceof Outcome.Ok<List<SystemRow>>(var rows)) {
                rows.forEach(row -> remember(row.id().value(), Optional.of(row)));
            }
            return outcome;
        });
    }

    @Override
    public CompletionStage<Outcome<Optional<SystemRow>>> bearing(String guid) {
        Optional<SystemRow> known = seen.get(guid);
        if (known != null) {
            return CompletableFuture.completedFuture(Outcome.ok(known));
        }
        return source.bearing(guid).thenApply(outcome -> {
            if (outcome instanceof Outcome.Ok<Optional<SystemRow>>(var row)) {
                remember(guid, row);
            }
            return outcome;
        });
    }

    private void remember(String guid, Optional<SystemRow> row) {
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(guid, row);
    }

    @Override
    public Seat seat(Realized system) {
        return source.seat(system);
    }
}
