package dev.ferry.cim.value;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A datetime of CIM, kept as its 25 characters: a point in time {@code yyyymmddhhmmss.mmmmmmsutc} or a length of it
 * {@code ddddddddhhmmss.mmmmmm:000}. Asterisks stand for what is not known. Two are equal when their characters are;
 * {@link #comparedTo} knows that one moment has many offsets.
 */
public record CimDateTime(String text) {
    private static final Pattern POINT = Pattern.compile("(\\d{4}|\\*{4})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)"
            + "(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.(?=.{10})(\\d{0,6}\\*{0,6})([+-])(\\d{3}|\\*{3})");
    private static final Pattern LENGTH = Pattern.compile(
            "(\\d{8}|\\*{8})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)" + "\\.(?=.{10})(\\d{0,6}\\*{0,6}):000");
    private static final long DAYS_MAX = 99_999_999;
    private static final int OPEN = -1;
    private static final int TOO_MUCH = -2;

    public CimDateTime {
        boolean fits = text.length() == 25;
        Matcher point = POINT.matcher(text);
        Matcher length = LENGTH.matcher(text);
        if (!fits || !(point.matches() ? isDate(point) : length.matches() && isLength(length))) {
            throw new IllegalArgumentException(text + " is not a datetime of CIM");
        }
    }

    /** At most microseconds are kept; years 0 to 9999. */
    public static CimDateTime of(Instant instant) {
        return of(instant, 0);
    }

    /** The instant as a clock shows it that is so many minutes ahead of UTC. */
    public static CimDateTime of(Instant instant, int offsetMinutes) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return new CimDateTime(String.format(
                Locale.ROOT,
                "%04d%02d%02d%02d%02d%02d.%06d%s%03d",
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond(),
                local.getNano() / 1000,
                offsetMinutes < 0 ? "-" : "+",
                Math.abs(offsetMinutes)));
    }

    /** At most microseconds are kept. */
    public static CimDateTime of(Duration duration) {
        if (duration.isNegative() || duration.toDays() > DAYS_MAX) {
            throw new IllegalArgumentException("an interval cannot hold " + duration);
        }
        return new CimDateTime(String.format(
                Locale.ROOT,
                "%08d%02d%02d%02d.%06d:000",
                duration.toDaysPart(),
                duration.toHoursPart(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toNanosPart() / 1000));
    }

    /** The 25 characters, or a date or duration as XML schema writes them. */
    public static Optional<CimDateTime> parse(String text) {
        try {
            return Optional.of(
                    text.length() == 25 && text.charAt(14) == '.' ? new CimDateTime(text) : IsoTime.read(text));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    public boolean isInterval() {
        return text.charAt(21) == ':';
    }

    /** Whether nothing of it is left open. */
    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** The first instant that it can mean; empty for an interval, and where the asterisks are not at the end. */
    public Optional<Instant> instant() {
        return isInterval() || !isOpenOnlyAtItsEnd() ? Optional.empty() : Optional.of(firstInstant());
    }

    /**
     * The shortest duration that it can mean; empty for a point in time, and where the asterisks are not at the end.
     */
    public Optional<Duration> duration() {
        return isInterval() && isOpenOnlyAtItsEnd()
                ? Optional.of(Duration.of(micros().longValueExact(), ChronoUnit.MICROS))
                : Optional.empty();
    }

    /**
     * Before, the same, or after. Empty when nobody can tell: a point against an interval, or one that could still be
     * either because of its asterisks.
     */
    public OptionalInt comparedTo(CimDateTime other) {
        if (text.equals(other.text)) {
            return OptionalInt.of(0);
        }
        if (isInterval() != other.isInterval() || !isOpenOnlyAtItsEnd() || !other.isOpenOnlyAtItsEnd()) {
            return OptionalInt.empty();
        }
        if (isExact() && other.isExact()) {
            return OptionalInt.of(micros().compareTo(other.micros()));
        }
        if (endMicros().compareTo(other.micros()) < 0) {
            return OptionalInt.of(-1);
        }
        return micros().compareTo(other.endMicros()) > 0 ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Microseconds of an interval, or since 1970; the lowest that it can mean. */
    private BigInteger micros() {
        if (!isInterval()) {
            return sinceEpoch(firstInstant());
        }
        long seconds = number(0, 8) * 86_400 + number(8, 10) * 3600 + number(10, 12) * 60 + number(12, 14);
        return BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(fraction()));
    }

    /** The highest that it can mean. */
    private BigInteger endMicros() {
        int open = text.indexOf('*');
        if (open < 0 || open > 21) {
            return micros();
        }
        if (open >= 14) {
            return micros().add(BigInteger.TEN.pow(21 - open)).subtract(BigInteger.ONE);
        }
        if (!isInterval() && open < 8) {
            LocalDateTime first = firstLocal();
            LocalDateTime next = open == 4 ? first.plusYears(1) : first.plusMonths(1);
            long seconds = ChronoUnit.SECONDS.between(first, next);
            return micros().add(BigInteger.valueOf(seconds * 1_000_000 - 1));
        }
        long seconds = open == 8 ? 86_400 : open == 10 ? 3600 : 60;
        return micros().add(BigInteger.valueOf(seconds * 1_000_000 - 1));
    }

    private boolean isOpenOnlyAtItsEnd() {
        int open = text.substring(0, 21).indexOf('*');
        return open < 0
                || (open > 0
                        && text.substring(open, 21).replace(".", "").chars().allMatch(c -> c == '*'));
    }

    private Instant firstInstant() {
        String zone = text.substring(22);
        long offset = zone.equals("***") ? 0 : Long.parseLong(zone) * (text.charAt(21) == '-' ? -1 : 1);
        return firstLocal().toInstant(ZoneOffset.UTC).minus(offset, ChronoUnit.MINUTES);
    }

    private LocalDateTime firstLocal() {
        return LocalDateTime.of(
                (int) number(0, 4),
                (int) Math.max(1, number(4, 6)),
                (int) Math.max(1, number(6, 8)),
                (int) number(8, 10),
                (int) number(10, 12),
                (int) number(12, 14),
                (int) fraction() * 1000);
    }

    private long number(int from, int to) {
        return text.charAt(from) == '*' ? 0 : Long.parseLong(text.substring(from, to));
    }

    private long fraction() {
        return Long.parseLong(text.substring(15, 21).replace('*', '0'));
    }

    private static BigInteger sinceEpoch(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(instant.getNano() / 1000));
    }

    private static boolean isDate(Matcher fields) {
        boolean isDateKnown =
                !fields.group(2).startsWith("*") && !fields.group(3).startsWith("*");
        int year = below(fields.group(1), 10_000);
        int month = below(fields.group(2), 13);
        int day = below(fields.group(3), 32);
        if (month == 0 || day == 0 || month == TOO_MUCH || day == TOO_MUCH) {
            return false;
        }
        // Without a year, a leap year is meant: the 29th of February must be a day.
        int monthDays =
                isDateKnown ? YearMonth.of(year == OPEN ? 2000 : year, month).lengthOfMonth() : 31;
        return (!isDateKnown || day <= monthDays)
                && below(fields.group(4), 24) != TOO_MUCH
                && below(fields.group(5), 60) != TOO_MUCH
                && below(fields.group(6), 60) != TOO_MUCH;
    }

    private static boolean isLength(Matcher fields) {
        return below(fields.group(2), 24) != TOO_MUCH
                && below(fields.group(3), 60) != TOO_MUCH
                && below(fields.group(4), 60) != TOO_MUCH;
    }

    private static int below(String digits, int limit) {
        int number = digits.startsWith("*") ? OPEN : Integer.parseInt(digits);
        return number < limit ? number : TOO_MUCH;
    }
}
