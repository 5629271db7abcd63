package dev.ferry.model.job;

/** The kinds of job. {@code jobType} is the number that Msvm_ConcreteJob shows for it. */
public enum JobKind {
    EXPORT("Export", "exported", 62, Wants.REALIZED_SYSTEM, false),
    IMPORT("Import", "imported", 61, Wants.FREE_IDENTITY, true),
    DEFINE("Define", "defined", 1, Wants.FREE_IDENTITY, true),
    REMOVE("Remove", "removed", 3, Wants.REALIZED_SYSTEM, false),
    VERIFY("Verify", "verified", 62, Wants.REALIZED_SYSTEM, false),
    MOVE("Move", "moved", 306, Wants.REALIZED_SYSTEM, false),
    ADD_RESOURCES("AddResources", "given resources", 30, Wants.REALIZED_SYSTEM, false),
    CHANGE_RESOURCES("ChangeResources", "changed", 31, Wants.REALIZED_SYSTEM, false),
    REMOVE_RESOURCES("RemoveResources", "relieved of resources", 32, Wants.REALIZED_SYSTEM, false),
    PLAN("Plan", "planned", 61, Wants.FREE_IDENTITY, true),
    ADD_SNAPSHOTS("AddSnapshots", "given snapshots", 61, Wants.PLANNED_SYSTEM, false),
    VALIDATE("Validate", "validated", 140, Wants.PLANNED_SYSTEM, false),
    REALIZE("Realize", "realized", 141, Wants.PLANNED_SYSTEM, true);

    /** What must be there for a job of the kind. */
    public enum Wants {
        FREE_IDENTITY,
        PLANNED_SYSTEM,
        REALIZED_SYSTEM
    }

    private final String word;
    private final String participle;
    private final int jobType;
    private final Wants wants;
    private final boolean makesSystem;

    JobKind(String word, String participle, int jobType, Wants wants, boolean makesSystem) {
        this.word = word;
        this.participle = participle;
        this.jobType = jobType;
        this.wants = wants;
        this.makesSystem = makesSystem;
    }

    public String word() {
        return word;
    }

    public String participle() {
        return participle;
    }

    public int jobType() {
        return jobType;
    }

    public Wants wants() {
        return wants;
    }

    /** Whether the job's system is one that it makes, rather than one that is there. */
    public boolean makesSystem() {
        return makesSystem;
    }
}
