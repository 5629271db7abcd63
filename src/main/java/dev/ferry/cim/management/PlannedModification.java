package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.SettingsPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changed settings of a planned system, or of a snapshot of it, change: the name and the notes, where the system will live, and
 * whether its saved state is given up.
 */
record PlannedModification(SystemId system, List<PlannedChange> changes) {
    private static final String HOME = "ConfigurationDataRoot";
    private static final String SAVED = "IsSaved";

    /** Ferry keeps all that is of a system below one folder. */
    private static final List<String> OTHER_ROOTS =
            List.of("SnapshotDataRoot", "SuspendDataRoot", "SwapFileDataRoot", "GuestStateDataRoot");

    PlannedModification {
        changes = List.copyOf(changes);
    }

    /** The settings of a snapshot that is missing are among them: that nothing can be changed about those, the plan says. */
    static boolean concerns(CimInstance shown) {
        String type = shown.text("VirtualSystemType").orElse("");
        return type.endsWith(":Planned") || type.endsWith(":Missing");
    }

    static Outcome<PlannedModification> of(Scope scope, CimInstance sent, CimInstance shown) {
        SystemId system = new SystemId(shown.text("VirtualSystemIdentifier").orElseThrow());
        SnapshotId snapshot = shown.text("InstanceID")
                .flatMap(InstanceIds::firstGuid)
                .filter(guid -> !guid.equals(system.value()))
                .map(SnapshotId::new)
                .orElse(null);
        return home(scope, sent, shown, snapshot)
                .then(home -> Unserved.none(scope, placed(sent, shown, home), shown, served(sent, snapshot))
                        .map(_ -> new PlannedModification(system, changes(scope, sent, shown, snapshot, home))));
    }

    /** Empty when it stays; an empty text is the usual place. */
    private static Outcome<Optional<String>> home(
            Scope scope, CimInstance sent, CimInstance shown, SnapshotId snapshot) {
        Optional<String> wanted = snapshot == null ? changed(scope, sent, shown, HOME) : Optional.empty();
        return wanted.isEmpty() || wanted.get().isBlank()
                ? Outcome.ok(wanted.map(String::strip))
                : FullPath.of(HOME, wanted).map(Optional::of);
    }

    /** Without the other roots that are where the system will be, or where they were before somebody moved it. */
    private static CimInstance placed(CimInstance sent, CimInstance shown, Optional<String> home) {
        CimInstance rest = sent;
        String there = home.orElseGet(() -> shown.text(HOME).orElse(""));
        for (String root : OTHER_ROOTS) {
            boolean isThere = sent.text(root).filter(there::equalsIgnoreCase).isPresent();
            rest = isThere ? rest.without(root) : rest;
        }
        return rest;
    }

    /** No state can be made where none was saved. */
    private static Set<String> served(CimInstance sent, SnapshotId snapshot) {
        Set<String> served = new HashSet<>(Set.of("ElementName", "Notes"));
        if (snapshot == null) {
            served.add(HOME);
        }
        if (!sent.flag(SAVED).orElse(false)) {
            served.add(SAVED);
        }
        return served;
    }

    private static List<PlannedChange> changes(
            Scope scope, CimInstance sent, CimInstance shown, SnapshotId snapshot, Optional<String> home) {
        List<PlannedChange> changes = new ArrayList<>();
        home.ifPresent(wanted -> changes.add(new PlannedChange.Settle(wanted)));
        String name = changed(scope, sent, shown, "ElementName").orElse(null);
        String notes = changed(scope, sent, shown, "Notes").orElse(null);
        if (name != null || notes != null) {
            changes.add(new PlannedChange.Patch(snapshot, new SettingsPatch(name, null, null, notes)));
        }
        if (shown.flag(SAVED).orElse(false) && !sent.flag(SAVED).orElse(true)) {
            changes.add(new PlannedChange.DiscardState(snapshot));
        }
        return changes;
    }

    private static Optional<String> changed(Scope scope, CimInstance sent, CimInstance shown, String property) {
        return SettingTexts.changed(scope, sent, property)
                .filter(_ -> !sent.value(property).equals(shown.value(property)));
    }
}
