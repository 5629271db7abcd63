package dev.ferry.storage;

import dev.ferry.model.ReturnCode;

/** One table from errno to what is told: the code, the sentence, and whether it may pass. */
final class Trouble {
    private Trouble() {}

    /**
     * @param doing what was tried, as in "write 4096 bytes to"
     * @param place the volume and path
     * @param owner owner and mode of what was refused, or "" when unknown
     */
    static StorageException explain(PosixException e, String doing, String place, String owner) {
        String what = "cannot " + doing + " " + place + ": ";
        return told(e, what, owner).causedBy(e);
    }

    private static StorageException told(PosixException e, String what, String owner) {
        return switch (e.errno()) {
            case PosixException.ENOSPC ->
                StorageException.passing(
                        ReturnCode.FAILED, what + "the volume is full.", "Free some room; the job goes on by itself.");
            case PosixException.EDQUOT ->
                StorageException.passing(
                        ReturnCode.FAILED,
                        what + "the quota is used up.",
                        "Raise the quota; the job goes on by itself.");
            case PosixException.EACCES, PosixException.EPERM ->
                StorageException.of(
                        ReturnCode.ACCESS_DENIED,
                        what + "permission denied" + owner + "; Ferry runs as uid " + user() + ".",
                        "Give that user the right to it.");
            case PosixException.EIO ->
                StorageException.failed(
                        what + "the disk reported an input/output error.", "Check the disk and the kernel's log.");
            case PosixException.ENOENT ->
                StorageException.invalid(what + "there is no such file or folder.", "Check the path.");
            case PosixException.EEXIST ->
                StorageException.invalid(
                        what + "the place is occupied.", "Choose another place, or remove what is there.");
            case PosixException.ELOOP ->
                StorageException.invalid(
                        what + "it leads through a link.", "Name the place itself; links are not followed.");
            case PosixException.EXDEV ->
                StorageException.invalid(
                        what + "it leads outside the volume or its file system.",
                        "Name a place on the volume; staging and target must be on one file system.");
            default -> rare(e, what);
        };
    }

    private static StorageException rare(PosixException e, String what) {
        return switch (e.errno()) {
            case PosixException.ENOTDIR ->
                StorageException.invalid(what + "a name on the way is not a folder.", "Check the path.");
            case PosixException.EISDIR -> StorageException.invalid(what + "it is a folder.", "Name a file.");
            case PosixException.ENAMETOOLONG ->
                StorageException.invalid(what + "a name is longer than 255 bytes.", "Use a shorter name.");
            case PosixException.EFBIG ->
                StorageException.invalid(
                        what + "the file is larger than the file system allows.", "Use another volume.");
            case PosixException.ENOTEMPTY ->
                StorageException.invalid(what + "the folder is not empty.", "Remove what is in it first.");
            case PosixException.EROFS ->
                StorageException.of(
                        ReturnCode.ACCESS_DENIED,
                        what + "the file system is mounted read only.",
                        "Mount it for writing, or use another volume.");
            case PosixException.ESTALE, PosixException.ENODEV ->
                StorageException.notAvailable(what + "the volume went away.", "Mount it again; the job waits.");
            default ->
                StorageException.failed(what + "error number " + e.errno() + ".", "See errno(3) for its meaning.");
        };
    }

    private static String user() {
        try {
            return Long.toString(Posix.linux().effectiveUser());
        } catch (PosixException _) {
            return "unknown";
        }
    }
}
