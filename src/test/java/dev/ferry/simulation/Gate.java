package dev.ferry.simulation;

/** What stands between a process and its system call. */
interface Gate {
    /** For calls that nothing disturbs: to prepare a run, and to look at what it has left. */
    Gate OPEN = new Gate() {
        @Override
        public void pass(String call) {}

        @Override
        public void publishes(Inode folder, String name) {}

        @Override
        public void writesWhatAnotherHasLocked(Inode file) {}

        @Override
        public long monotonicNanos() {
            return 0;
        }
    };

    void pass(String call);

    /** A name is about to be given or taken. */
    void publishes(Inode folder, String name);

    void writesWhatAnotherHasLocked(Inode file);

    long monotonicNanos();
}
