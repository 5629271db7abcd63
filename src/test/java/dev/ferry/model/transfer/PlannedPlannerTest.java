package dev.ferry.model.transfer;

import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.transfer.Incompatibility.Kind;
import dev.ferry.model.transfer.PlannedInventory.Part;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannedPlannerTest {
    private static final PlannedSystem.Keeping KEEPING = PlannedSystem.Keeping.begin("anna", Duration.ofHours(1), NOW);

    private static Outcome<PlannedSystem> define(String name, List<String> disks) {
        return PlannedPlanner.define(
                WEB, "node1", new DefineWish(name, 1L << 30, 2, 2, disks, List.of(), List.of(), "note"), KEEPING);
    }

    private static PlannedSystem defined(List<String> disks) {
        return switch (define("web", disks)) {
            case Outcome.Ok<PlannedSystem>(var planned) -> planned;
            case Outcome.Refused<PlannedSystem>(var refusal) -> throw new AssertionError(refusal.message());
        };
    }

    @Test
    void plansWhatWasDefinedWithoutAFile() {
        PlannedSystem planned = defined(List.of("C:\\a.vhdx", "C:\\setup.ISO"));

        assertEquals("web", planned.name());
        assertNull(planned.origin().definition());
        assertEquals(WEB, planned.origin().system());
        assertEquals("anna", planned.keeping().owner());
        assertEquals(
                List.of("C:\\a.vhdx", "C:\\setup.ISO"),
                planned.definition().drives().stream()
                        .map(ImportedDefinition.ImportedDrive::path)
                        .toList());
        assertEquals(
                List.of(DriveKind.HARD_DISK, DriveKind.DVD),
                planned.definition().drives().stream()
                        .map(ImportedDefinition.ImportedDrive::kind)
                        .toList());
    }

    @Test
    void missesNoFileThatThereNeverWas() {
        PlannedInventory nothing = new PlannedInventory(
                new Part(null, null, List.of(), List.of()),
                List.of(),
                new TargetFolder(csv1("systems/web"), null, 1L << 40),
                null,
                Set.of(),
                List.of());

        assertEquals(List.of(), PlannedChecks.check(defined(List.of()), nothing));
        assertEquals(
                List.of(Kind.DISK_MISSING),
                PlannedChecks.check(defined(List.of("C:\\a.vhdx")), nothing).stream()
                        .map(Incompatibility::kind)
                        .toList());
        assertInstanceOf(Outcome.Ok.class, RealizePlanner.assign(WEB, defined(List.of()), nothing));
    }

    @Test
    void refusesWhatNoSystemCanBe() {
        for (Outcome<PlannedSystem> bad :
                List.of(define("", List.of()), define("web", Collections.nCopies(65, "C:\\a.vhdx")))) {
            assertEquals(
                    ReturnCode.INVALID_PARAMETER,
                    assertInstanceOf(Outcome.Refused.class, bad).refusal().code());
        }
    }
}
