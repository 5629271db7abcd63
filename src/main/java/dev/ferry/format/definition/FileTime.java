package dev.ferry.format.definition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;

/** Windows' time: steps of 100 ns since 1601, in eight bytes with the least first. */
final class FileTime {
    private static final long STEPS_PER_SECOND = 10_000_000;
    private static final Instant ZERO = Instant.parse("1601-01-01T00:00:00Z");

    private FileTime() {}

    static Instant instant(long steps) {
        return ZERO.plusSeconds(Math.floorDiv(steps, STEPS_PER_SECOND))
                .plusNanos(Math.floorMod(steps, STEPS_PER_SECOND) * 100);
    }

    static Instant instant(byte[] eight) {
        return instant(ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    static byte[] bytes(Instant time) {
        Duration since = Duration.between(ZERO, time);
        long steps = Math.addExact(Math.multiplyExact(since.toSeconds(), STEPS_PER_SECOND), since.toNanosPart() / 100);
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(steps)
                .array();
    }
}
