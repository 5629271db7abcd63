package dev.ferry.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A part of what {@link SimulationIT} runs: few enough seeds for every build. */
@Timeout(180)
class SimulationTest {
    private static final long SEEDS = 150;
    private static final long SEEDS_FOR_A_FAULT = 300;

    @Test
    void holdsWhatMustHold() throws Exception {
        Seeds.Outcome outcome = new Seeds(Mutation.NONE, 1, SEEDS).run();
        System.out.println(outcome.rate());
        assertEquals(Optional.empty(), outcome.violated(), "-Dseed=N tells the story of a seed");
    }

    @Test
    void isTheSameAgainForTheSameSeed() {
        for (long seed = 1; seed <= 5; seed++) {
            Simulation.Verdict once = Simulation.run(seed, Mutation.NONE, false);
            assertEquals(
                    once.digest(), Simulation.run(seed, Mutation.NONE, true).digest());
        }
    }

    /** Those that take more seeds are for {@link SimulationIT}. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "NONE",
                "REPLY_BEFORE_PERSIST",
                "TAKEOVER_WITHOUT_EXPIRY",
                "DATA_FSYNC_SKIPPED",
                "FAILED_FSYNC_RETRIED",
                "RENAME_REPLACES",
                "UNDO_BY_NAME",
                "LEASE_NOT_CHECKED",
                "LEASE_RENEWED_AFTER_ITS_END",
                "ADOPTION_WITHOUT_LOCK",
                "CANCEL_PAST_RETURN"
            })
    void findsAPlantedFault(Mutation planted) throws Exception {
        Seeds.Outcome outcome = new Seeds(planted, 1, SEEDS_FOR_A_FAULT).run();
        assertTrue(outcome.violated().isPresent(), () -> planted + " was not found: " + outcome.rate());
    }

    /** {@code -Dseed=N}, and {@code -Dferry.planted=FAULT} when one was planted. */
    @Test
    void tellsTheStoryOfOneSeed() {
        String seed = System.getProperty("seed");
        assumeTrue(seed != null, "only when asked for one");
        Mutation planted = Mutation.valueOf(System.getProperty("ferry.planted", "NONE"));
        Simulation.Verdict verdict = Simulation.run(Long.parseLong(seed), planted, true);
        verdict.trace().forEach(System.out::println);
        assertEquals(List.of(), verdict.violations());
    }
}
