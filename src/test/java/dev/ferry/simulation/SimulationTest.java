package dev.ferry.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void holdsWhatMustHold() {
        assertEquals(List.of(), Simulation.run(1, Mutation.NONE, true).violations());
    }
}
