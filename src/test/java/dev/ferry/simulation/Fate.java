package dev.ferry.simulation;

import java.util.List;
import java.util.UUID;

/** The one source of chance in a run: all of it follows from the seed (SplitMix64). */
final class Fate {
    private static final double UNIT = 0x1.0p-53;

    private long state;

    Fate(long seed) {
        state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A source of its own, so that what one part draws does not shift what another gets. */
    Fate branch() {
        return new Fate(next());
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) Math.floorMod(next(), (long) bound);
    }

    long between(long least, long most) {
        return least + Math.floorMod(next(), most - least + 1);
    }

    boolean chance(double probability) {
        return (next() >>> 11) * UNIT < probability;
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    /** Most are near the least, a few are far out. */
    long skewed(long least, long most) {
        double unit = (next() >>> 11) * UNIT;
        return least + (long) ((most - least) * unit * unit * unit);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += 8) {
            long word = next();
            for (int j = i; j < Math.min(length, i + 8); j++) {
                bytes[j] = (byte) word;
                word >>>= 8;
            }
        }
        return bytes;
    }

    UUID id() {
        return new UUID(next(), next());
    }
}
