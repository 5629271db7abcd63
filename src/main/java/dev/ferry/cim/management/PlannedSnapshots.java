package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.service.PlannedService;
import dev.ferry.view.SystemRow;
import java.util.List;
import java.util.Optional;

/** Takes snapshots out of a plan, missing or not. Those of a system that is there are not destroyed here. */
final class PlannedSnapshots {
    private final PlannedService planned;
    private final Surroundings around;

    PlannedSnapshots(PlannedService planned, Surroundings around) {
        this.planned = planned;
        this.around = around;
    }

    /** Those that were taken on it get its parent. */
    Returned one(Invocation call) {
        return remove(call, "AffectedSnapshot", false);
    }

    Returned tree(Invocation call) {
        return remove(call, "SnapshotSettingData", true);
    }

    private Returned remove(Invocation call, String parameter, boolean isTree) {
        Outcome<SystemRow> removed = Subject.of(call, parameter)
                .then(subject -> Waiting.on(around.bearing().apply(subject.guid()))
                        .then(row -> drafted(subject, row))
                        .then(system -> Waiting.on(planned.change(
                                system.id(),
                                List.of(new PlannedChange.RemoveSnapshot(new SnapshotId(subject.guid()), isTree))))));
        return Replies.returned(removed, _ -> Returned.completed());
    }

    static Outcome<Drafted> drafted(Subject subject, Optional<SystemRow> row) {
        boolean isSnapshot = subject.isSettings()
                && row.filter(found -> !found.id().value().equals(subject.guid()))
                        .isPresent();
        if (!isSnapshot) {
            return Refusals.invalid(
                    "there is no snapshot " + subject.guid(), "refer to the settings of a snapshot that is listed");
        }
        return row.get().state() instanceof Drafted system
                ? Outcome.ok(system)
                : Refusals.notServed(
                        "the snapshot " + subject.guid()
                                + " is of a system that is realized, and is not destroyed here",
                        "destroy snapshots while the system is planned");
    }
}
