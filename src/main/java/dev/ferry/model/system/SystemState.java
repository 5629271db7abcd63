package dev.ferry.model.system;

/** The states that a system can be seen in. The last five are on the way from one of the first four to another. */
public enum SystemState {
    OFF("Off"),
    RUNNING("Running"),
    SAVED("Saved"),
    PAUSED("Paused"),
    STARTING("Starting"),
    SAVING("Saving"),
    STOPPING("Stopping"),
    PAUSING("Pausing"),
    RESUMING("Resuming");

    private final String word;

    SystemState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Only a system that no hypervisor has open can be copied as it lies on the disk. */
    public boolean isQuiet() {
        return this == OFF || this == SAVED;
    }
}
