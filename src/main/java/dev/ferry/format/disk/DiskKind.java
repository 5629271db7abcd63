package dev.ferry.format.disk;

/** The kinds of disk file. */
public enum DiskKind {
    VHDX_FIXED(DiskFormat.VHDX, false),
    VHDX_DYNAMIC(DiskFormat.VHDX, false),
    VHDX_DIFFERENCING(DiskFormat.VHDX, true),
    VHD_FIXED(DiskFormat.VHD, false),
    VHD_DYNAMIC(DiskFormat.VHD, false),
    VHD_DIFFERENCING(DiskFormat.VHD, true),
    QCOW2(DiskFormat.QCOW2, false),
    QCOW2_OVERLAY(DiskFormat.QCOW2, true),
    RAW(DiskFormat.RAW, false),
    ISO(DiskFormat.ISO, false);

    private final DiskFormat format;
    private final boolean needsParent;

    DiskKind(DiskFormat format, boolean needsParent) {
        this.format = format;
        this.needsParent = needsParent;
    }

    public DiskFormat format() {
        return format;
    }

    /** True when the file holds only what differs from another one. */
    public boolean needsParent() {
        return needsParent;
    }
}
