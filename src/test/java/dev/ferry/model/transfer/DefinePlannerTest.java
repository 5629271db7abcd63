package dev.ferry.model.transfer;

import static dev.ferry.testkit.Decisions.ok;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.csv1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.transfer.DefineInventory.FoundDisk;
import dev.ferry.model.transfer.DefineWish.NewDiskWish;
import dev.ferry.testkit.JobStories;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DefinePlannerTest {
    private static final SystemId ID = new CommandId("define").newSystemId();

    @Test
    void hangsDisksOfGenerationTwoOnScsi() {
        assertEquals(List.of("SCSI 0:0", "SCSI 0:1", "SCSI 0:2", "SCSI 0:3", "SCSI 0:4"), addresses(2));
    }

    @Test
    void hangsDisksOfGenerationOneOnIdeFirst() {
        assertEquals(List.of("IDE 0:0", "IDE 0:1", "IDE 1:0", "IDE 1:1", "SCSI 0:0"), addresses(1));
    }

    @Test
    void takesADiscImageForADvd() {
        NewSystem system =
                ok(define(wish(2, 1, List.of(), List.of()), "disks/Setup.ISO")).system();

        assertEquals(DriveKind.DVD, system.settings().drives().getFirst().kind());
    }

    @Test
    void makesNewDisksWithNamesOfTheirOwnBelowItsFolder() {
        Assignment.Define plan =
                ok(define(wish(2, 0, List.of(new NewDiskWish("data", 5), new NewDiskWish("Data.VHDX", 6)), List.of())));

        assertEquals(
                List.of(csv1("web/Virtual Hard Disks/data.vhdx"), csv1("web/Virtual Hard Disks/Data (2).VHDX")),
                plan.system().settings().drives().stream().map(Drive::file).toList());
    }

    @Test
    void refusesNamesOfNewDisksThatLeaveTheFolder() {
        for (String name : List.of("../x", "a/b", "a\\b", "/x", "", "..")) {
            refused(ReturnCode.INVALID_PARAMETER, define(wish(2, 0, List.of(new NewDiskWish(name, 5)), List.of())));
        }
    }

    @Test
    void derivesTheSameSystemFromARepeatedSubmit() {
        DefineWish wish = wish(2, 0, List.of(), List.of("Production", "Production"));

        assertEquals(ok(define(wish)), ok(define(wish)));
        assertEquals(
                2,
                ok(define(wish)).system().settings().networkAdapters().stream()
                        .map(adapter -> adapter.mac())
                        .distinct()
                        .count());
    }

    @Test
    void refusesWhatNoSystemCanHave() {
        assertTrue(refused(ReturnCode.INVALID_PARAMETER, define(wish(2, 0, List.of(), List.of("Nowhere"))))
                .message()
                .contains("Nowhere"));
        refused(ReturnCode.INVALID_PARAMETER, define(wish(3, 0, List.of(), List.of())));
        refused(
                ReturnCode.INVALID_PARAMETER,
                define(wish(
                        2,
                        0,
                        IntStream.range(0, 65)
                                .mapToObj(i -> new NewDiskWish("d" + i, 5))
                                .toList(),
                        List.of())));
    }

    @Test
    void refusesWhatTheInventoryFoundWrong() {
        DefineInventory broken = new DefineInventory(
                List.of(), home(), List.of(new Refusal(ReturnCode.IN_USE, "disk0 is in use", "detach it first")));

        refused(ReturnCode.IN_USE, DefinePlanner.assign(wish(2, 0, List.of(), List.of()), broken, context()));
    }

    private static List<String> addresses(int generation) {
        List<NewDiskWish> disks =
                IntStream.range(0, 5).mapToObj(i -> new NewDiskWish("d" + i, 5)).toList();
        return ok(define(wish(generation, 0, disks, List.of()))).system().settings().drives().stream()
                .map(drive -> drive.address().toString())
                .toList();
    }

    private static DefineWish wish(int generation, int disks, List<NewDiskWish> newDisks, List<String> networks) {
        List<String> paths =
                IntStream.range(0, disks).mapToObj(i -> "disks/d" + i).toList();
        return new DefineWish("web", 512L << 20, 2, generation, paths, newDisks, networks, "");
    }

    private static Outcome<Assignment.Define> define(DefineWish wish, String... found) {
        List<FoundDisk> disks = List.of(found).stream()
                .map(path -> new FoundDisk(JobStories.source(csv1(path), "disk"), 1L << 30))
                .toList();
        return DefinePlanner.assign(wish, new DefineInventory(disks, home(), List.of()), context());
    }

    private static TargetFolder home() {
        return new TargetFolder(csv1("web"), null, 0);
    }

    private static ImportPlanner.Context context() {
        return new ImportPlanner.Context(ID, "define", "node1", Set.of("Production"));
    }
}
