package dev.ferry.model.job;

/**
 * A step of a plan, with its undo beside it (null: nothing to undo). {@code bytes} is what it moves, for the percentage;
 * {@code counted} bytes are the ones that the job reports as its own. {@code point} is whether the step is the job's point of
 * no return.
 */
public record Step(String phase, Action action, Action undo, long bytes, boolean counted, boolean point) {
    public static Step of(String phase, Action action, Action undo) {
        return new Step(phase, action, undo, 0, false, false);
    }

    public Step weighing(long bytesMoved) {
        return new Step(phase, action, undo, bytesMoved, false, point);
    }

    public Step counting(long bytesMoved) {
        return new Step(phase, action, undo, bytesMoved, true, point);
    }

    public Step asPointOfNoReturn() {
        return new Step(phase, action, undo, bytes, counted, true);
    }
}
