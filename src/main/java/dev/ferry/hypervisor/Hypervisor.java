package dev.ferry.hypervisor;

import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemState;
import java.nio.file.Path;

/** Changes the state of guests. A call may block, and may be made again after a crash: it then ends the same. */
public interface Hypervisor {
    /** The word that every state is shown with, so that nobody takes a simulation for the real thing. */
    String name();

    /** Brings a system from a state on its way to where it was to go. */
    Outcome change(Guest guest, SystemState aim);

    /** A guest as a driver needs it: {@code runtimeFolder} is where its saved state lies, beside its definition. */
    record Guest(SystemId id, String name, long memoryBytes, SystemState state, Path runtimeFolder) {}

    /** The state that the guest is in now; {@code refusal} is null when that is the one that was asked for. */
    record Outcome(SystemState state, Refusal refusal) {}
}
