package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.OptionalLong;

/** How far a job is: drawn in place on a terminal, and elsewhere a line for each tenth of the way. */
public final class ProgressBar {
    private static final int WIDTH = 24;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private int tenth = -1;
    private boolean drawn;

    /** One moment of it; {@code note} is the phase, or what it waits for. */
    public record Progress(
            String name,
            int percent,
            long bytesDone,
            long bytesTotal,
            long rateBytesPerSecond,
            OptionalLong remainingSeconds,
            String note) {

        public static Progress of(JsonNode job) {
            JsonNode remaining = job.path("remainingSeconds");
            String waitsFor = job.path("waitsFor").asText("");
            boolean waits = !waitsFor.isEmpty() && !"null".equals(waitsFor);
            return new Progress(
                    JobOutcome.title(job),
                    job.path("percent").asInt(),
                    job.path("bytesDone").asLong(),
                    job.path("bytesTotal").asLong(),
                    job.path("rateBytesPerSecond").asLong(),
                    remaining.isNumber() ? OptionalLong.of(remaining.asLong()) : OptionalLong.empty(),
                    FieldText.plain(
                            waits ? "waits for " + waitsFor : job.path("phase").asText("")));
        }
    }

    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public void show(Progress progress) {
        if (terminal) {
            int full = Math.clamp(progress.percent(), 0, 100) * WIDTH / 100;
            out.print(CLEAR_LINE + progress.name() + " [" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]"
                    + facts(progress));
            out.flush();
            drawn = true;
        } else if (progress.percent() / 10 > tenth) {
            tenth = progress.percent() / 10;
            out.println(progress.name() + facts(progress));
        }
    }

    /** Ends the line, so that what follows has one of its own. */
    public void end() {
        if (drawn) {
            out.println();
            drawn = false;
        }
    }

    private static String facts(Progress progress) {
        StringBuilder text = new StringBuilder(String.format(" %3d %%", progress.percent()));
        if (progress.bytesTotal() > 0) {
            text.append("  ").append(ByteSize.text(progress.bytesDone()));
            text.append(" of ").append(ByteSize.text(progress.bytesTotal()));
        }
        if (progress.rateBytesPerSecond() > 0) {
            text.append("  ")
                    .append(ByteSize.text(progress.rateBytesPerSecond()))
                    .append("/s");
        }
        progress.remainingSeconds()
                .ifPresent(
                        left -> text.append("  ").append(TimeText.seconds(left)).append(" left"));
        return text + (progress.note().isEmpty() ? "" : "  " + progress.note());
    }
}
