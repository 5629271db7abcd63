package dev.ferry.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** As many seeds as one has time for: {@code -Dferry.seeds=N}. */
class SimulationIT {
    private static final long SEEDS = Long.getLong("ferry.seeds", 1_000);
    private static final long FIRST = Long.getLong("ferry.first-seed", 1);

    @Test
    void holdsWhatMustHold() throws Exception {
        Seeds.Outcome outcome = new Seeds(Mutation.NONE, FIRST, SEEDS).run();
        System.out.println(outcome.rate());
        assertEquals(Optional.empty(), outcome.violated());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void findsAPlantedFault(Mutation planted) throws Exception {
        Seeds.Outcome outcome = new Seeds(planted, FIRST, SEEDS).run();
        outcome.violated()
                .ifPresent(verdict -> System.out.println("found: " + planted + " by seed " + verdict.seed() + ": "
                        + verdict.violations().getFirst()));
        assertTrue(
                outcome.violated().isPresent() || SEEDS < 10_000, () -> planted + " was not found: " + outcome.rate());
    }
}
