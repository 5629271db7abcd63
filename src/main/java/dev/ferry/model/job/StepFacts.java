package dev.ferry.model.job;

import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * What a step found out that later steps need: bytes that it wrote (over all its attempts), the stamps of verified files in
 * the order of their targets, the root that its claims were granted for (null: as planned), and what is worth a warning.
 */
public record StepFacts(long bytesWritten, List<FileStamp> stamps, VolumePath root, List<String> warnings) {
    public static final StepFacts NONE = new StepFacts(0, List.of(), null, List.of());

    public StepFacts {
        stamps = List.copyOf(stamps);
        warnings = List.copyOf(warnings);
    }
}
