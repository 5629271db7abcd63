package dev.ferry.model.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import java.util.List;

/** How a system, or a snapshot of it, is configured: what its definition file says. {@code host} is null for nothing. */
public record SystemSettings(
        String name,
        int generation,
        Memory memory,
        int processors,
        Firmware firmware,
        List<Controller> controllers,
        List<Drive> drives,
        List<NetworkAdapter> networkAdapters,
        String notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) HostData host) {

    /** A controller by its own device GUID, which a definition file needs to name it. */
    public record Controller(ControllerKind kind, int number, String id) {}

    public SystemSettings {
        controllers = List.copyOf(controllers);
        drives = drives.stream()
                .sorted((a, b) -> a.address().compareTo(b.address()))
                .toList();
        networkAdapters = List.copyOf(networkAdapters);
        notes = notes == null ? "" : notes;
        host = HostData.NONE.equals(host) ? null : host;
    }

    public SystemSettings(
            String name,
            int generation,
            Memory memory,
            int processors,
            Firmware firmware,
            List<Controller> controllers,
            List<Drive> drives,
            List<NetworkAdapter> networkAdapters,
            String notes) {
        this(name, generation, memory, processors, firmware, controllers, drives, networkAdapters, notes, null);
    }

    /** What is kept beside the hardware, also where that is nothing. */
    public HostData hostData() {
        return host == null ? HostData.NONE : host;
    }

    public SystemSettings withHost(HostData other) {
        return new SystemSettings(
                name, generation, memory, processors, firmware, controllers, drives, networkAdapters, notes, other);
    }

    public SystemSettings withName(String other) {
        return new SystemSettings(
                other, generation, memory, processors, firmware, controllers, drives, networkAdapters, notes, host);
    }

    public SystemSettings withDrives(List<Drive> other) {
        return new SystemSettings(
                name, generation, memory, processors, firmware, controllers, other, networkAdapters, notes, host);
    }

    public SystemSettings withNetworkAdapters(List<NetworkAdapter> other) {
        return new SystemSettings(
                name, generation, memory, processors, firmware, controllers, drives, other, notes, host);
    }

    public SystemSettings withFirmware(Firmware other) {
        return new SystemSettings(
                name, generation, memory, processors, other, controllers, drives, networkAdapters, notes, host);
    }

    public SystemSettings withMemory(Memory other) {
        return new SystemSettings(
                name, generation, other, processors, firmware, controllers, drives, networkAdapters, notes, host);
    }

    public SystemSettings withProcessors(int other) {
        return new SystemSettings(
                name, generation, memory, other, firmware, controllers, drives, networkAdapters, notes, host);
    }

    public SystemSettings withControllers(List<Controller> other) {
        return new SystemSettings(
                name, generation, memory, processors, firmware, other, drives, networkAdapters, notes, host);
    }
}
