package dev.ferry.storm;

/** What must never be. {@code subject} is a job, a system, a place or a key. */
record Violation(Kind kind, String subject, String what) {
    enum Kind {
        /** Acknowledged, and not there, or never ended, or ended in a way that nobody asked for. */
        LOST,
        /** One wish had two effects. */
        DOUBLED,
        /** Something is there that belongs to no completed job and no system. */
        LEFT_BEHIND,
        /** What was said is not what is. */
        LYING
    }

    @Override
    public String toString() {
        return kind + " " + subject + ": " + what;
    }
}
