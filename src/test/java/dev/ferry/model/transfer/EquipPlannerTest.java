package dev.ferry.model.transfer;

import static dev.ferry.testkit.Samples.csv2;
import static dev.ferry.testkit.Samples.disk;
import static dev.ferry.testkit.Samples.scsi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.EquipInventory.FoundMedium;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.Samples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EquipPlannerTest {
    private static final SourceFile MORE = JobStories.source(csv2("disks/more.vhdx"), "more");
    private static final Realized BARE = Samples.realized(SystemState.OFF, List.of());
    private static final Realized WITH_SNAPSHOT = Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot()));

    private static EquipInventory inventory(Refusal... problems) {
        return new EquipInventory(
                List.of(new FoundMedium("more", MORE, 5)), List.of(MORE), Set.of("Production"), List.of(problems));
    }

    private static Assignment.Equip assigned(Realized system, HardwareChange... changes) {
        return assertInstanceOf(Outcome.Ok.class, EquipPlanner.assign(system, List.of(changes), inventory()))
                                .value()
                        instanceof Assignment.Equip equip
                ? equip
                : new Assignment.Equip(null, null, List.of(), List.of(), List.of());
    }

    private static Refusal refused(EquipInventory inventory, HardwareChange... changes) {
        return assertInstanceOf(Outcome.Refused.class, EquipPlanner.assign(BARE, List.of(changes), inventory))
                .refusal();
    }

    @Test
    void claimsWhatComesInAndGivesUpWhatGoes() {
        Assignment.Equip equip = assigned(BARE, new HardwareChange.Insert(scsi(0), "more"));

        assertEquals(List.of(csv2("disks/more.vhdx")), equip.attached());
        assertEquals(List.of(disk(0)), equip.released());
        assertEquals(List.of(MORE), equip.watched());
    }

    @Test
    void keepsADiskThatASnapshotHas() {
        Assignment.Equip equip = assigned(
                WITH_SNAPSHOT, new HardwareChange.RemoveDrive(scsi(0)), new HardwareChange.RemoveDrive(scsi(1)));

        assertEquals(List.of(disk(1)), equip.released());
        assertEquals(List.of(), equip.attached());
    }

    @Test
    void refusesANetworkThatIsNotHereUnlessItWasThereBefore() {
        NetworkAdapter adapter = BARE.settings().networkAdapters().getFirst();
        Refusal refusal = refused(inventory(), new HardwareChange.ModifyAdapter(adapter.withNetwork("elsewhere")));

        assertEquals(ReturnCode.INVALID_PARAMETER, refusal.code());
        assertTrue(refusal.message().contains("elsewhere"), refusal.message());
        Realized lost = new Realized(
                BARE.id(),
                1,
                BARE.settings().withNetworkAdapters(List.of(adapter.withNetwork("gone"))),
                SystemState.OFF,
                BARE.placement(),
                List.of(),
                null,
                List.of());
        assertEquals(
                "00155D999999",
                assigned(
                                lost,
                                new HardwareChange.ModifyAdapter(
                                        adapter.withNetwork("gone").withMac("00155D999999")))
                        .to()
                        .networkAdapters()
                        .getFirst()
                        .mac());
    }

    @Test
    void refusesWithTheFirstProblemThatTheNodeFound() {
        Refusal held = new Refusal(ReturnCode.IN_USE, "the disk is held by qemu", "stop it");

        assertEquals(held, refused(inventory(held), new HardwareChange.Insert(scsi(0), "more")));
    }
}
