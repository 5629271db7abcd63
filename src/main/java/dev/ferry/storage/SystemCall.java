package dev.ferry.storage;

/** The calls that {@link LinuxPosix} makes, with their numbers on x86-64. */
enum SystemCall {
    CLOSE(3),
    LSEEK(8),
    PREAD64(17),
    PWRITE64(18),
    IOCTL(16),
    FCNTL(72),
    FSYNC(74),
    FDATASYNC(75),
    FTRUNCATE(77),
    FCHMOD(91),
    FCHOWN(93),
    GETEUID(107),
    FSTATFS(138),
    GETDENTS64(217),
    FADVISE64(221),
    OPENAT(257),
    MKDIRAT(258),
    UNLINKAT(263),
    LINKAT(265),
    RENAMEAT2(316),
    COPY_FILE_RANGE(326),
    STATX(332),
    OPENAT2(437);

    final long number;

    SystemCall(long number) {
        this.number = number;
    }
}
