package dev.ferry.cim.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CimDateTimeTest {
    @Test
    void writesAnInstantAsUtc() {
        CimDateTime time = CimDateTime.of(Instant.parse("2026-11-20T10:11:12.123456789Z"));

        assertEquals("20261120101112.123456+000", time.text());
        assertEquals(Optional.of(Instant.parse("2026-11-20T10:11:12.123456Z")), time.instant());
        assertEquals(Optional.empty(), time.duration());
    }

    @Test
    void knowsTheOffset() {
        CimDateTime time = CimDateTime.of(Instant.parse("2026-11-20T23:30:00Z"), 60);

        assertEquals("20261121003000.000000+060", time.text());
        assertEquals(Optional.of(Instant.parse("2026-11-20T23:30:00Z")), time.instant());
        assertEquals(
                Optional.of(Instant.parse("2026-11-21T06:00:00Z")),
                new CimDateTime("20261120230000.000000-420").instant());
    }

    @Test
    void writesADurationAsAnInterval() {
        CimDateTime time = CimDateTime.of(Duration.parse("P3DT4H5M6.789S"));

        assertEquals("00000003040506.789000:000", time.text());
        assertTrue(time.isInterval());
        assertEquals(Optional.of(Duration.parse("P3DT4H5M6.789S")), time.duration());
        assertEquals(Optional.empty(), time.instant());
    }

    @Test
    void refusesDurationsThatNoIntervalHolds() {
        assertThrows(IllegalArgumentException.class, () -> CimDateTime.of(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> CimDateTime.of(Duration.ofDays(100_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261120101112.123456+00",
                "20261320101112.123456+000",
                "20260230101112.123456+000",
                "20261120241112.123456+000",
                "20261120106012.123456+000",
                "20261120101160.123456+000",
                "00000001240000.000000:000",
                "00000001230000.000000:001",
                "2026112010111*.123456+000",
                "20261120101112.1*3456+000",
                "20261120101112,123456+000",
                "20261120101112.123456 000",
                "yesterday",
                ""
            })
    void refusesWhatIsNoDatetime(String text) {
        assertEquals(Optional.empty(), CimDateTime.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:11:12.123456Z, 20261120101112.123456+000",
        "2026-11-20T10:11:12+01:00, 20261120101112.000000+060",
        "2026-11-20T10:11:12-07:00, 20261120101112.000000-420",
        "2026-11-20T10:11:12, 20261120101112.000000+000",
        "2026-11-20, 20261120000000.000000+000",
        "P0DT0H1M30.000000S, 00000000000130.000000:000",
        "PT600S, 00000000001000.000000:000",
        "P0Y0M0DT0H1M30.500S, 00000000000130.500000:000",
        "P0YT5S, 00000000000005.000000:000"
    })
    void readsWhatXmlSchemaWrites(String text, String expected) {
        assertEquals(expected, CimDateTime.parse(text).map(CimDateTime::text).orElse("nothing"));
    }

    @Test
    void comparesMomentsWhateverTheirOffset() {
        CimDateTime noon = new CimDateTime("20261120120000.000000+000");
        CimDateTime sameElsewhere = new CimDateTime("20261120130000.000000+060");
        CimDateTime later = new CimDateTime("20261120120000.000001+000");

        assertEquals(OptionalInt.of(0), noon.comparedTo(sameElsewhere));
        assertTrue(noon.comparedTo(later).getAsInt() < 0);
        assertTrue(later.comparedTo(sameElsewhere).getAsInt() > 0);
        assertFalse(noon.equals(sameElsewhere));
    }

    @Test
    void comparesWhatIsOpenOnlyWhereItCanMakeNoDifference() {
        CimDateTime someDayInNovember = new CimDateTime("202611********.******+000");

        assertFalse(someDayInNovember.isExact());
        assertEquals(Optional.of(Instant.parse("2026-11-01T00:00:00Z")), someDayInNovember.instant());
        assertEquals(OptionalInt.of(-1), someDayInNovember.comparedTo(new CimDateTime("20261201000000.000000+000")));
        assertEquals(OptionalInt.of(1), someDayInNovember.comparedTo(new CimDateTime("20261031235959.999999+000")));
        assertEquals(OptionalInt.empty(), someDayInNovember.comparedTo(new CimDateTime("20261130235959.999999+000")));
        assertEquals(OptionalInt.of(0), someDayInNovember.comparedTo(someDayInNovember));
    }

    @Test
    void comparesNoMomentWithAnInterval() {
        assertEquals(OptionalInt.empty(), CimDateTime.of(Instant.EPOCH).comparedTo(CimDateTime.of(Duration.ZERO)));
    }

    @Test
    void knowsNoInstantWithoutAYear() {
        CimDateTime everyYear = new CimDateTime("****0229101112.123456+***");

        assertEquals(Optional.empty(), everyYear.instant());
        assertEquals(OptionalInt.empty(), everyYear.comparedTo(CimDateTime.of(Instant.EPOCH)));
    }

    @Test
    void comparesIntervalsThatAreOpenAtTheirEnd() {
        CimDateTime aboutTwoHours = new CimDateTime("0000000002****.******:000");

        assertEquals(OptionalInt.of(-1), aboutTwoHours.comparedTo(CimDateTime.of(Duration.ofHours(3))));
        assertEquals(OptionalInt.empty(), aboutTwoHours.comparedTo(CimDateTime.of(Duration.ofMinutes(150))));
        CimDateTime tenths = new CimDateTime("00000000000000.1*****:000");
        assertEquals(OptionalInt.of(-1), tenths.comparedTo(CimDateTime.of(Duration.ofMillis(200))));
        assertEquals(OptionalInt.of(1), tenths.comparedTo(CimDateTime.of(Duration.ofMillis(99))));
    }

    @Test
    void bringsAnyInstantAndAnyDurationBack() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L))
                    .plus(random.nextLong(1_000_000), ChronoUnit.MICROS);
            int offset = random.nextInt(-720, 841);
            CimDateTime time = CimDateTime.of(instant, offset);
            assertEquals(Optional.of(instant), time.instant());
            assertEquals(Optional.of(time), CimDateTime.parse(time.text()));

            Duration duration = Duration.of(random.nextLong(8_000_000_000_000_000_000L), ChronoUnit.MICROS);
            assertEquals(Optional.of(duration), CimDateTime.of(duration).duration());
        }
    }
}
