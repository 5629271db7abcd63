package dev.ferry.format.disk;

import java.util.List;

/**
 * What a differencing disk says about its parent. {@code paths} has the relative one first; {@code identities} are what the
 * parent's {@link DiskFacts#identity()} must be one of, and are empty for a format that has none (qcow2).
 */
public record ParentClaim(List<String> paths, List<String> identities) {
    public ParentClaim {
        paths = paths.stream().filter(path -> !path.isEmpty()).distinct().toList();
        identities = identities.stream().distinct().toList();
    }
}
