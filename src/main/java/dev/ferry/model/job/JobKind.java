package dev.ferry.model.job;

/** The kinds of job. {@code jobType} is the number that Msvm_ConcreteJob shows for it. */
public enum JobKind {
    EXPORT("Export", "exported", 62, false),
    IMPORT("Import", "imported", 61, true),
    DEFINE("Define", "defined", 1, true),
    REMOVE("Remove", "removed", 3, false),
    VERIFY("Verify", "verified", 62, false),
    MOVE("Move", "moved", 306, false);

    private final String word;
    private final String participle;
    private final int jobType;
    private final boolean makesSystem;

    JobKind(String word, String participle, int jobType, boolean makesSystem) {
        this.word = word;
        this.participle = participle;
        this.jobType = jobType;
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

    /** Whether the job's system is one that it makes, rather than one that is there. */
    public boolean makesSystem() {
        return makesSystem;
    }
}
