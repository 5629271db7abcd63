package dev.ferry.model.system;

/** Memory of a system. Without dynamic memory only {@code startupBytes} counts. */
public record Memory(long startupBytes, boolean dynamic, long minimumBytes, long maximumBytes, int bufferPercent) {
    public static Memory fixed(long startupBytes) {
        return new Memory(startupBytes, false, startupBytes, startupBytes, 20);
    }
}
