package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;

/** What a name on a volume is, without following it: its stamp, what it really takes on the disk, kind, mode and owner. */
public record FileFacts(
        FileStamp stamp, long allocatedBytes, Kind kind, int mode, int uid, int gid, int links, long device) {

    public enum Kind {
        REGULAR,
        DIRECTORY,
        LINK,
        OTHER;

        static Kind ofMode(int mode) {
            return switch (mode & 0170000) {
                case 0100000 -> REGULAR;
                case 0040000 -> DIRECTORY;
                case 0120000 -> LINK;
                default -> OTHER;
            };
        }
    }

    public boolean isRegular() {
        return kind == Kind.REGULAR;
    }

    public boolean isFolder() {
        return kind == Kind.DIRECTORY;
    }

    public long sizeBytes() {
        return stamp.sizeBytes();
    }

    /** The same file in the same file system, whatever became of its contents. */
    boolean isSameFileAs(FileFacts other) {
        return device == other.device && stamp.inode() == other.stamp.inode();
    }
}
