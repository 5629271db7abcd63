package dev.ferry.model.volume;

/**
 * A wish to use a place on a volume. {@code READ} is shared, {@code WRITE} is for one job alone, {@code OWN} is a system's
 * lasting hold on its disks. With {@code tree} everything below the place is meant too.
 */
public record Claim(VolumePath path, Mode mode, boolean tree) {
    /** Who may be there at the same time: see {@link VolumeRules}. */
    public enum Mode {
        READ,
        WRITE,
        OWN
    }

    public static Claim read(VolumePath path) {
        return new Claim(path, Mode.READ, false);
    }

    public static Claim write(VolumePath path) {
        return new Claim(path, Mode.WRITE, false);
    }

    public static Claim own(VolumePath path) {
        return new Claim(path, Mode.OWN, false);
    }

    public Claim withTree() {
        return new Claim(path, mode, true);
    }

    boolean overlaps(Claim other) {
        return path.equals(other.path)
                || (tree && other.path.isBelow(path))
                || (other.tree && path.isBelow(other.path));
    }
}
