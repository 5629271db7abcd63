package dev.ferry.view;

/** A row that has changed, as it is now; {@code mark} is how far its reader has then come. */
public sealed interface Change {
    ChangeMark mark();

    /** The row's state is Absent when the system is gone. */
    record OfSystem(SystemRow row, ChangeMark mark) implements Change {}

    record OfJob(JobRow row, ChangeMark mark) implements Change {}
}
