package dev.ferry.conformance;

import dev.ferry.cim.system.InstanceIds;
import dev.ferry.format.FormatException;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.format.definition.DefinitionReader;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a definition file tells of controllers, drives and what is in them, and in which order they are booted from. */
final class DeviceFacts {
    /** Of one device, by the text that clients know it by. */
    record Told(String instanceId, String kind, String place) {}

    private DeviceFacts() {}

    static List<Told> of(String owner, Path file) throws IOException {
        ImportedDefinition read = read(file);
        List<Told> all = new ArrayList<>();
        for (Controller controller : read.settings().controllers()) {
            String name = controller.kind() + " " + controller.number();
            all.add(new Told(
                    InstanceIds.controller(owner, controller),
                    name + " controller",
                    Integer.toString(controller.number())));
            read.drives().stream()
                    .filter(drive -> drive.address().controller() == controller.kind()
                            && drive.address().number() == controller.number())
                    .forEach(drive -> drive(all, owner, controller, drive));
        }
        return all;
    }

    static String bootOrder(Path file) throws IOException {
        return String.join(", ", read(file).settings().firmware().bootOrder());
    }

    private static ImportedDefinition read(Path file) throws IOException {
        try {
            return DefinitionReader.read(
                    file.toString(), ConfigXmlReader.read(file.toString(), Files.readAllBytes(file)));
        } catch (FormatException e) {
            throw new IOException(e);
        }
    }

    private static void drive(List<Told> all, String owner, Controller controller, ImportedDrive told) {
        Drive drive = new Drive(told.address(), told.kind(), new VolumePath("", "", "any"), 0);
        String slot = Integer.toString(told.address().slot());
        all.add(new Told(InstanceIds.drive(owner, controller, drive), told.kind() + " drive", slot));
        all.add(new Told(InstanceIds.disk(owner, controller, drive), told.kind() + " in a drive", slot));
    }
}
