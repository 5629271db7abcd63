package dev.ferry.hypervisor;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.SystemState;

/** The default: nothing runs guests here, and Ferry does not pretend. Systems stay as they are. */
public final class NoHypervisor implements Hypervisor {
    public static final String NAME = "none";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome change(Guest guest, SystemState aim) {
        SystemState back =
                switch (guest.state()) {
                    case STARTING -> SystemState.OFF;
                    case SAVING, STOPPING, PAUSING -> SystemState.RUNNING;
                    case RESUMING -> SystemState.PAUSED;
                    case OFF, RUNNING, SAVED, PAUSED -> guest.state();
                };
        return new Outcome(back, refusal(guest.name(), aim));
    }

    /** Also given before anything is recorded: with no hypervisor, no change of state can be meant. */
    public static Refusal refusal(String name, SystemState aim) {
        return new Refusal(
                ReturnCode.NOT_SUPPORTED,
                "'" + name + "' cannot become " + aim.word() + ": this node has no hypervisor",
                "set ferry.hypervisor in the configuration (simulated is for trials and tests only)");
    }
}
