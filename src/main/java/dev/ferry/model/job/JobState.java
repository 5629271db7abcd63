package dev.ferry.model.job;

/** JobState of CIM_ConcreteJob. Two of its words, New and Starting, are for jobs that have not begun to work. */
public enum JobState {
    NEW("New", 2),
    STARTING("Starting", 3),
    RUNNING("Running", 4),
    SUSPENDED("Suspended", 5),
    SHUTTING_DOWN("ShuttingDown", 6),
    COMPLETED("Completed", 7),
    COMPLETED_WITH_WARNINGS("CompletedWithWarnings", 32768),
    TERMINATED("Terminated", 8),
    KILLED("Killed", 9),
    EXCEPTION("Exception", 10);

    private final String word;
    private final int number;

    JobState(String word, int number) {
        this.word = word;
        this.number = number;
    }

    public String word() {
        return word;
    }

    public int number() {
        return number;
    }

    public boolean isEnd() {
        return switch (this) {
            case COMPLETED, COMPLETED_WITH_WARNINGS, TERMINATED, KILLED, EXCEPTION -> true;
            case NEW, STARTING, RUNNING, SUSPENDED, SHUTTING_DOWN -> false;
        };
    }
}
