package dev.ferry.storage;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Where the n-th file of a job is staged by one attempt: {@code <folder>/<n>.<epoch>}, beside {@code <n>.hashes}. */
public record StagedName(Volume volume, String folder, int number, long epoch) {
    public String path() {
        return pathOf(epoch);
    }

    public String pathOf(long anEpoch) {
        return Names.join(folder, number + "." + anEpoch);
    }

    String logPath() {
        return Names.join(folder, number + ".hashes");
    }

    /** The newest attempt that left a file, this one's own among them. */
    public OptionalLong newestEpoch() throws StorageException {
        String prefix = number + ".";
        List<String> names = volume.list(folder);
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(rest -> rest.matches("[0-9]{1,18}"))
                .flatMapToLong(rest -> LongStream.of(Long.parseLong(rest)))
                .max();
    }
}
