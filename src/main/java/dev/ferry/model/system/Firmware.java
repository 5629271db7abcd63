package dev.ferry.model.system;

import java.util.List;

/**
 * What the guest's firmware tells about itself. {@code generationId} is the one that a guest watches to learn that it was
 * copied: it changes with every new identity.
 */
public record Firmware(
        String biosGuid, String serialNumber, String generationId, boolean secureBoot, List<String> bootOrder) {
    public Firmware {
        bootOrder = List.copyOf(bootOrder);
    }
}
