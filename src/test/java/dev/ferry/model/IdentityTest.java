package dev.ferry.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class IdentityTest {
    private static final String CANONICAL = "D351C151-DAC7-4042-B434-B72D522C1E4A";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D351C151-DAC7-4042-B434-B72D522C1E4A",
                "d351c151-dac7-4042-b434-b72d522c1e4a",
                "{d351c151-dac7-4042-b434-b72d522c1e4a}",
                " {D351C151-DAC7-4042-B434-B72D522C1E4A} "
            })
    void meansTheSameSystemInEveryForm(String text) {
        assertEquals(new SystemId(CANONICAL), new SystemId(text));
        assertEquals(new JobId(CANONICAL), new JobId(text));
        assertEquals(new SnapshotId(CANONICAL), new SnapshotId(text));
        assertEquals(CANONICAL, new SystemId(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "{D351C151-DAC7-4042-B434-B72D522C1E4A",
                "D351C151DAC74042B434B72D522C1E4A",
                "D351C151-DAC7-4042-B434-B72D522C1E4",
                "G351C151-DAC7-4042-B434-B72D522C1E4A",
                "D351C151D-AC7-4042-B434-B72D522C1E4A",
                "+351C151-DAC7-4042-B434-B72D522C1E4A",
                "D351C151-+AC7-4042-B434-B72D522C1E4A"
            })
    void refusesWhatIsNoIdentifier(String text) {
        assertFalse(Guid.isGuid(text), text);
        assertThrows(IllegalArgumentException.class, () -> new SystemId(text));
    }

    @Test
    void derivesTheSameJobAndSystemFromARepeatedSubmit() {
        CommandId command = new CommandId("anna:export:key");

        assertEquals(command.jobId(), new CommandId("anna:export:key").jobId());
        assertEquals(command.newSystemId(), new CommandId("anna:export:key").newSystemId());
        assertNotEquals(command.jobId().value(), command.newSystemId().value());
        assertNotEquals(command.jobId(), new CommandId("anna:export:other").jobId());
        assertTrue(Guid.isGuid(command.jobId().value()));
    }

    @Test
    void boundsTheLengthOfACommandId() {
        assertThrows(IllegalArgumentException.class, () -> new CommandId(" "));
        assertThrows(IllegalArgumentException.class, () -> new CommandId("x".repeat(201)));
        assertEquals(200, new CommandId("x".repeat(200)).value().length());
    }
}
