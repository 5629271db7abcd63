package dev.ferry.storage;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Where the n-th file of a job is staged by one attempt: {@code <folder>/<n>.<epoch>}, beside {@code <n>.<epoch>.hashes} and
 * {@code <n>.<epoch>.tree}. No name is another attempt's, so that a late one spoils nothing.
 */
public record StagedName(Volume volume, String folder, int number, long epoch) {
    private static final String HASHES = ".hashes";
    private static final String TREE = ".tree";
    private static final String VOID = ".void";

    public String path() {
        return pathOf(epoch);
    }

    public String pathOf(long anEpoch) {
        return Names.join(folder, number + "." + anEpoch);
    }

    public String treePath() {
        return path() + TREE;
    }

    String logPath() {
        return path() + HASHES;
    }

    /** What a file is called from when a flush of it failed: what of it was on the disk before is still good. */
    String voidPath() {
        return path() + VOID;
    }

    /** The newest attempt that left a file, this one's own among them. */
    public OptionalLong newestEpoch() throws StorageException {
        return newest("");
    }

    /** The newest attempt that left the hashes of a whole file. */
    public OptionalLong newestTree() throws StorageException {
        return newest(TREE);
    }

    static boolean isVoid(String path) {
        return path.endsWith(VOID);
    }

    /** Logs of this file by whichever attempt; which one is of which inode is said in them. */
    List<String> logs() throws StorageException {
        return volume.list(folder).stream()
                .filter(name -> name.startsWith(number + ".") && name.endsWith(HASHES))
                .map(name -> Names.join(folder, name))
                .toList();
    }

    /** Files that attempts have left, void ones among them, those of the newest first. */
    List<String> leftovers() throws StorageException {
        Pattern left = Pattern.compile(Pattern.quote(number + ".") + "([0-9]{1,18})(" + Pattern.quote(VOID) + ")?");
        return volume.list(folder).stream()
                .map(left::matcher)
                .filter(Matcher::matches)
                .sorted(Comparator.comparingLong((Matcher m) -> Long.parseLong(m.group(1)))
                        .reversed())
                .map(m -> Names.join(folder, m.group()))
                .toList();
    }

    private OptionalLong newest(String suffix) throws StorageException {
        String prefix = number + ".";
        return volume.list(folder).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                .filter(rest -> rest.matches("[0-9]{1,18}"))
                .flatMapToLong(rest -> LongStream.of(Long.parseLong(rest)))
                .max();
    }
}
