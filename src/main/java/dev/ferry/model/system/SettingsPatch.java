package dev.ferry.model.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import java.util.Optional;

/** What a caller wants changed of a system's settings; null leaves a thing as it is. */
public record SettingsPatch(String name, Long memoryBytes, Integer processors, String notes, ItemsEdit items) {
    public SettingsPatch(String name, Long memoryBytes, Integer processors, String notes) {
        this(name, memoryBytes, processors, notes, null);
    }

    public static SettingsPatch of(ItemsEdit items) {
        return new SettingsPatch(null, null, null, null, items);
    }

    /** Why it cannot be applied to these, whatever comes of it. */
    Optional<Refusal> refusal(SystemSettings old) {
        return edited(old) instanceof Outcome.Refused<HostData>(var refusal) ? Optional.of(refusal) : Optional.empty();
    }

    public SystemSettings applyTo(SystemSettings old) {
        return new SystemSettings(
                name == null ? old.name() : name.strip(),
                old.generation(),
                memoryBytes == null ? old.memory() : Memory.fixed(memoryBytes),
                processors == null ? old.processors() : processors,
                old.firmware(),
                old.controllers(),
                old.drives(),
                old.networkAdapters(),
                notes == null ? old.notes() : notes,
                edited(old) instanceof Outcome.Ok<HostData>(var host) ? host : old.hostData());
    }

    private Outcome<HostData> edited(SystemSettings old) {
        return items == null ? Outcome.ok(old.hostData()) : old.hostData().edited(items);
    }
}
