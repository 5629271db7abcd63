package dev.ferry.model.system;

/** What a caller wants changed of a system's settings; null leaves a thing as it is. */
public record SettingsPatch(String name, Long memoryBytes, Integer processors, String notes) {
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
                notes == null ? old.notes() : notes);
    }
}
