package dev.ferry.cim.management;

import dev.ferry.model.Outcome;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.util.ArrayList;
import java.util.List;

/** What the changes mean for a planned system, which has no files yet: paths stay as they were written, to be validated. */
final class Repairs {
    private Repairs() {}

    static Outcome<List<PlannedChange>> of(Owner owner, List<HardwareChange> changes) {
        List<PlannedChange> repairs = new ArrayList<>();
        for (HardwareChange change : changes) {
            Outcome<PlannedChange> repair = of(owner, change);
            switch (repair) {
                case Outcome.Refused<PlannedChange>(var refusal) -> {
                    return Outcome.refused(refusal);
                }
                case Outcome.Ok<PlannedChange>(var one) -> repairs.add(one);
            }
        }
        return Outcome.ok(repairs);
    }

    private static Outcome<PlannedChange> of(Owner owner, HardwareChange change) {
        return switch (change) {
            case HardwareChange.SetMemory(var memory) ->
                memory.dynamic()
                        ? notServed("dynamic memory of a planned system is as it was read")
                        : Outcome.ok(new PlannedChange.Patch(
                                owner.snapshot(), new SettingsPatch(null, memory.startupBytes(), null, null)));
            case HardwareChange.SetProcessors(var count) ->
                Outcome.ok(new PlannedChange.Patch(owner.snapshot(), new SettingsPatch(null, null, count, null)));
            case HardwareChange.AddController _, HardwareChange.RemoveController _ ->
                notServed("the controllers of a planned system are as they were read");
            case HardwareChange.AddDrive(var address, var kind) ->
                Outcome.ok(new PlannedChange.AddDrive(owner.snapshot(), new ImportedDrive(address, kind, "")));
            case HardwareChange.RemoveDrive(var address) ->
                Outcome.ok(new PlannedChange.RemoveDrive(owner.snapshot(), address));
            case HardwareChange.Insert(var address, var path) ->
                Outcome.ok(new PlannedChange.ModifyDrive(owner.snapshot(), address, path));
            case HardwareChange.AddAdapter(var adapter) ->
                Outcome.ok(new PlannedChange.AddAdapter(owner.snapshot(), adapter));
            case HardwareChange.ModifyAdapter(var adapter) ->
                Outcome.ok(new PlannedChange.ModifyAdapter(owner.snapshot(), adapter));
            case HardwareChange.RemoveAdapter(var adapter) ->
                Outcome.ok(new PlannedChange.RemoveAdapter(owner.snapshot(), adapter));
        };
    }

    private static Outcome<PlannedChange> notServed(String message) {
        return Refusals.notServed(message, "realize the system, and change it then");
    }
}
