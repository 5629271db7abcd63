package dev.ferry.storm;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lies on the volumes when all is quiet. Places are written as {@code VolumePath} writes them ({@code csv1:/a/b}).
 *
 * @param exports folders with a manifest, each re-read
 * @param files every file, and every folder with nothing in it, that is neither an export's nor a volume's own
 * @param staging what is in {@code .ferry/staging}
 * @param damaged files whose content is not what was put into their source, with what is wrong
 */
record Disks(List<Export> exports, Set<String> files, Set<String> staging, Map<String, String> damaged) {
    /** {@code files} are those that its manifest names; {@code damages} what does not agree with it. */
    record Export(String folder, String job, String system, boolean adopted, Set<String> files, List<String> damages) {}
}
