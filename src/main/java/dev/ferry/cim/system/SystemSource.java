package dev.ferry.cim.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is asked of the front desk about systems. */
interface SystemSource {
    CompletionStage<Outcome<List<SystemRow>>> list(SystemQuery query, int limit, SystemKey after);

    /** The system of that id, or else the one that has a snapshot of that id. */
    CompletionStage<Outcome<Optional<SystemRow>>> bearing(String guid);

    Seat seat(Realized system);

    static SystemSource of(SystemService systems) {
        return new SystemSource() {
            @Override
            public CompletionStage<Outcome<List<SystemRow>>> list(SystemQuery query, int limit, SystemKey after) {
                return systems.list(query, limit, after);
            }

            @Override
            public CompletionStage<Outcome<Optional<SystemRow>>> bearing(String guid) {
                return systems.bearing(guid);
            }

            @Override
            public Seat seat(Realized system) {
                return systems.seat(system);
            }
        };
    }
}
