package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "512MiB, 536870912",
        "1GiB, 1073741824",
        "64G, 68719476736",
        "4096, 4096",
        "1k, 1024",
        "2 TiB, 2199023255552"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "5GB", "-1", "1.5GiB", "99999999999999P", "9999999999999999999", "1 EiB"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "536870912, 512 MiB", "1610612736, 1.5 GiB"})
    void writesSizesForPeople(long bytes, String text) {
        assertEquals(text, ByteSize.text(bytes));
    }

    @Test
    void readsDurations() {
        assertEquals(Duration.ofSeconds(30), TimeText.duration("30s"));
        assertEquals(Duration.ofMinutes(5), TimeText.duration("5m"));
        assertEquals(Duration.ofHours(1), TimeText.duration("1h"));
        assertThrows(IllegalArgumentException.class, () -> TimeText.duration("5"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:00:00Z, 2026-11-21T09:00:00Z",
        "2026-11-21T09:00:00+02:00, 2026-11-21T07:00:00Z",
        "2026-11-21T09:00, 2026-11-21T08:00:00Z",
        "2026-11-21, 2026-11-20T23:00:00Z",
        "2h, 2026-11-21T08:00:00Z"
    })
    void readsMoments(String text, Instant moment) {
        assertEquals(moment, TimeText.moment(text, () -> CommandRun.START, ZoneId.of("Europe/Berlin")));
    }
}
