package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemRow;
import java.util.Optional;

/** The method that tells how large the files of settings are. A planned system has none of its own. */
final class FileSizes {
    private final SystemService systems;

    FileSizes(SystemService systems) {
        this.systems = systems;
    }

    Returned size(Invocation call) {
        Outcome<Long> bytes = Subject.of(call, "Vssd").then(subject -> Waiting.on(systems.bearing(subject.guid()))
                .then(row -> realized(row, subject.guid()))
                .then(system -> Waiting.on(systems.sizeBytes(system, snapshot(system, subject.guid())))));
        return Replies.returned(bytes, found -> Returned.completed().with("Size", CimValue.uint64(found)));
    }

    private static SnapshotId snapshot(Realized system, String guid) {
        return system.id().value().equals(guid) ? null : new SnapshotId(guid);
    }

    private static Outcome<Realized> realized(Optional<SystemRow> row, String guid) {
        if (row.isPresent() && row.get().state() instanceof Realized system) {
            return Outcome.ok(system);
        }
        return row.isPresent() && row.get().state() instanceof VirtualSystem.Drafted
                ? Outcome.refused(new Refusal(
                        ReturnCode.INVALID_STATE,
                        "the system " + guid + " is planned, and has no files of its own",
                        "realize it first"))
                : Outcome.refused(Replies.noSystem(guid));
    }
}
