package dev.ferry.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a process spends its time, by Flight Recorder: of each sample, which of our methods, or whose code if none of ours, was at work. */
final class Profile {
    private static final String OURS = "dev.ferry.";
    private static final int METHODS_SHOWN = 25;

    private final Map<String, Integer> rooms = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> leaves = new HashMap<>();
    private int samples;

    private Profile() {}

    static void begin(long pid) throws IOException {
        jcmd(pid, "JFR.start", "name=figures", "settings=profile");
    }

    static Profile end(long pid, Path file) throws IOException {
        jcmd(pid, "JFR.stop", "name=figures", "filename=" + file);
        Profile profile = new Profile();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    profile.add(event.getStackTrace().getFrames());
                }
            }
        }
        Files.delete(file);
        return profile;
    }

    private static void jcmd(long pid, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
        builder.command().addAll(List.of(command));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }

    private void add(List<RecordedFrame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        samples++;
        Optional<RecordedFrame> ours =
                frames.stream().filter(frame -> type(frame).startsWith(OURS)).findFirst();
        count(rooms, ours.map(frame -> room(type(frame))).orElseGet(() -> foreign(frames)));
        ours.ifPresent(frame -> count(
                methods,
                type(frame).substring(OURS.length()) + "." + frame.getMethod().getName()));
        RecordedFrame leaf = frames.getFirst();
        count(leaves, type(leaf) + "." + leaf.getMethod().getName());
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String room(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    /** Nothing of ours is on the stack: by whom the thread was begun. */
    private static String foreign(List<RecordedFrame> frames) {
        for (String owner : List.of("org.apache.pekko.http", "org.apache.pekko", "org.postgresql", "com.zaxxer")) {
            if (frames.stream().anyMatch(frame -> type(frame).startsWith(owner))) {
                return owner;
            }
        }
        return "the JDK alone";
    }

    private static void count(Map<String, Integer> counts, String what) {
        counts.merge(what, 1, Integer::sum);
    }

    int samples() {
        return samples;
    }

    String rooms(int most) {
        return table(rooms, most);
    }

    /** For whoever looks for what to make faster. */
    String methods() {
        return table(methods, METHODS_SHOWN) + "\n" + table(leaves, METHODS_SHOWN);
    }

    private String table(Map<String, Integer> counts, int most) {
        StringBuilder table = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .forEach(entry -> table.append("| `")
                        .append(entry.getKey())
                        .append("` | ")
                        .append(Math.round(100.0 * entry.getValue() / samples))
                        .append(" % |\n"));
        return table.toString();
    }
}
