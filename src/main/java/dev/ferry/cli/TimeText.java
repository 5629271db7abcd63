package dev.ferry.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and moments as people write and read them. */
final class TimeText {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private TimeText() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 30s, 5m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** A moment: ISO 8601 with a zone, a local time or day without one, or how long ago. */
    static Instant moment(String text, InstantSource clock, ZoneId zone) {
        String bare = text.strip().replace(' ', 'T');
        try {
            if (DURATION.matcher(bare).matches()) {
                return clock.instant().minus(duration(bare));
            }
            if (bare.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(bare).atStartOfDay(zone).toInstant();
            }
            return bare.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(bare).toInstant()
                    : LocalDateTime.parse(bare).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            throw new UsageProblem(
                    "--since: '" + text + "' is not a time such as 2026-11-21T10:00:00Z, 2026-11-21 or 2h");
        }
    }

    /** A moment of an answer in local time, or the text itself when it is none. */
    static String local(String instant, ZoneId zone) {
        try {
            return LOCAL.format(Instant.parse(instant).atZone(zone));
        } catch (DateTimeException _) {
            return instant;
        }
    }

    static String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? seconds / 60 + "m " + seconds % 60 + "s"
                : seconds / 3600 + "h " + seconds / 60 % 60 + "m";
    }
}
