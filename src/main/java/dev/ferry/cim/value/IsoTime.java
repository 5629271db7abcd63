package dev.ferry.cim.value;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Dates and durations as XML schema writes them; WS-Management does. What has no offset is taken as UTC. */
public final class IsoTime {
    private static final int LENGTH_MAX = 64;
    private static final int OFFSET_MINUTES_MAX = 999;
    /** Java's library for XML begins every length of time with them. */
    private static final Pattern NO_MONTHS = Pattern.compile("^(-?P)(?:0+Y)?(?:0+M)?(?=\\d|T)");

    private IsoTime() {}

    /** Throws an unchecked exception of java.time, or an IllegalArgumentException, when it is none. */
    static CimDateTime read(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("too long for a date");
        }
        if (text.startsWith("P")) {
            return CimDateTime.of(duration(text));
        }
        if (text.indexOf('T') < 0) {
            return CimDateTime.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        boolean hasOffset =
                text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        if (!hasOffset) {
            return CimDateTime.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        }
        OffsetDateTime time = OffsetDateTime.parse(text);
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return CimDateTime.of(time.toInstant(), Math.abs(minutes) <= OFFSET_MINUTES_MAX ? minutes : 0);
    }

    /** Of days and what is shorter: nobody knows how long a month is. Throws an unchecked exception of java.time when it is none. */
    public static Duration duration(String text) {
        return Duration.parse(NO_MONTHS.matcher(text).replaceFirst("$1"));
    }
}
