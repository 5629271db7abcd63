package dev.ferry.cim.systemv1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.journal.Examples;
import dev.ferry.model.JobId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for all classes alike: paths, links that lead somewhere, and rows that are nothing here. */
@Timeout(30)
class SystemViewsV1Test {
    private static final Set<String> OTHERS = Set.of("Msvm_VirtualSystemManagementService", "Msvm_VirtualSwitch");

    private static List<CimInstance> all() {
        SystemEntry entry = Systems.entry(Systems.realized(SystemState.OFF, null));
        return Systems.views().stream()
                .flatMap(view -> Systems.instances(view, entry).stream())
                .toList();
    }

    private static Set<ObjectPath> paths() {
        return all().stream().map(instance -> instance.path().orElseThrow()).collect(Collectors.toSet());
    }

    private static boolean isOfOthers(ObjectPath path) {
        return OTHERS.contains(path.className()) || path.key("Name").equals(CimValue.of("NODE-1"));
    }

    @Test
    void givesEveryInstanceAPathOfItsOwn() {
        assertEquals(all().size(), paths().size());
        ObjectPath system =
                Systems.shown("Msvm_ComputerSystem").getFirst().path().orElseThrow();
        assertEquals("NODE-1", system.host());
        assertEquals("root/virtualization", system.namespace());
        assertEquals(PathsV1.system(Systems.SCOPE, Systems.ID), system);
    }

    @Test
    void linksOnlyToWhatIsShownItself() {
        Set<ObjectPath> shown = paths();
        int ends = 0;
        for (CimInstance link : all()) {
            for (CimProperty end :
                    Systems.SCOPE.schema().find(link.className()).orElseThrow().references()) {
                ObjectPath path = link.reference(end.name()).orElseThrow();
                ends++;
                assertTrue(isOfOthers(path) || shown.contains(path), link.className() + " to " + path);
            }
        }
        assertTrue(ends > 100, ends + " ends");
    }

    @Test
    void namesInTextsOnlyWhatIsShownItself() throws CimFailure {
        Set<ObjectPath> shown = paths();
        for (CimInstance instance : all()) {
            Optional<String> parent = instance.text("Parent");
            if (parent.isPresent()) {
                assertTrue(shown.contains(ObjectPath.parse(parent.get())), parent.get());
            }
        }
    }

    @Test
    void linksEveryDeviceToTheSettingsThatItBelongsTo() {
        List<String> linked = Systems.shown("Msvm_VirtualSystemSettingDataComponent").stream()
                .map(link -> link.reference("PartComponent").orElseThrow().toString())
                .toList();
        List<String> devices = new ArrayList<>();
        for (String className : List.of(
                "Msvm_ResourceAllocationSettingData",
                "Msvm_MemorySettingData",
                "Msvm_ProcessorSettingData",
                "Msvm_SyntheticEthernetPortSettingData")) {
            Systems.shown(className)
                    .forEach(device -> devices.add(device.path().orElseThrow().toString()));
        }
        assertEquals(
                devices.stream().sorted().toList(), linked.stream().sorted().toList());
        for (CimInstance link : Systems.shown("Msvm_VirtualSystemSettingDataComponent")) {
            String settings = link.reference("GroupComponent")
                    .orElseThrow()
                    .key("InstanceID")
                    .text();
            String device = link.reference("PartComponent")
                    .orElseThrow()
                    .key("InstanceID")
                    .text();
            assertTrue(device.startsWith(settings + "\\"), device + " below " + settings);
        }
    }

    @Test
    void showsNothingOfWhatIsPlannedOrGone() {
        VirtualSystem planned =
                new VirtualSystem.Planned(Examples.SYSTEM, 1, Systems.reservation(JobKind.IMPORT), List.<JobId>of());
        VirtualSystem absent = new VirtualSystem.Absent(1, null, List.of());
        for (ClassView<?> view : Systems.views()) {
            assertEquals(List.of(), Systems.instances(view, Systems.entry(planned)), view.className());
            assertEquals(List.of(), Systems.instances(view, Systems.entry(absent)), view.className());
        }
    }

    @Test
    void looksUpOnlyByPropertiesThatAreTheRowsOwn() {
        SystemEntry entry = Systems.entry(Systems.realized(SystemState.OFF, null));
        for (ClassView<?> view : Systems.views()) {
            for (CimInstance instance : Systems.instances(view, entry)) {
                if (!view.nameProperty().isEmpty()) {
                    assertEquals(Optional.of("blog"), instance.text(view.nameProperty()), view.className());
                }
                if (!view.idProperty().isEmpty()) {
                    assertEquals(Optional.of(Systems.ID), instance.text(view.idProperty()), view.className());
                }
            }
        }
    }

    @Test
    void showsASystemWhoseDrivesTellMoreThanItsControllers() {
        // The floppy controller of the example is known by its drive alone.
        assertTrue(Systems.shown("Msvm_ResourceAllocationSettingData").stream()
                .anyMatch(device -> device.text("ElementName").equals(Optional.of("Diskette Controller"))));
    }
}
