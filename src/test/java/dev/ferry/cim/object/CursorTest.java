package dev.ferry.cim.object;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CursorTest {
    private static final List<Cursor> CURSORS = List.of(
            Cursor.START,
            Cursor.after("T_Machine", "m00001"),
            Cursor.after("T_Machine", "\u00fc \ud83d\ude00/\\\"\n\u0000 2"),
            Cursor.within("T_Part", "", "m00001", 1),
            Cursor.within("T_Part", "m00001", "m00002", 70));

    @Test
    void comesBackFromItsTextWhichAnUrlCanHoldAsItIs() throws CimFailure {
        for (Cursor cursor : CURSORS) {
            assertEquals(cursor, Cursor.parse(cursor.text()));
            assertTrue(cursor.text().matches("[A-Za-z0-9._~-]+"), cursor.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T_Machine",
                "..",
                "...",
                ".bTAwMDAx",
                "..1.0",
                "T_Machine.*",
                "T_Machine.bTAwMDAx.",
                "T_Machine.bTAwMDAx.0.0",
                "T_Machine.bTAwMDAx.-1.0",
                "T_Machine.bTAwMDAx.01.0",
                "T_Machine.bTAwMDAx.1.0F",
                "T_Machine.bTAwMDAx.1.00",
                "T_Machine.bTAwMDAx.1.0.",
                "T_Machine.bTAwMDAx==",
                "T_Machine.bTAwMDB",
                "T_Machine._w",
                "T Machine.bTAwMDAx",
                "T_Machine.bTAwMDAx.99999999999.0",
                "T_Machine.bTAwMDAx.1.fffffffff",
                "uuid:0aa6e6b4-3c5c-4a4d-a02e-2a8e7a5d0001"
            })
    void refusesWhatIsNoCursor(String text) {
        refuses(CimStatus.INVALID_ENUMERATION_CONTEXT, () -> Cursor.parse(text), "ask again");
    }

    @Test
    void refusesATextThatIsTooLong() {
        refuses(CimStatus.INVALID_ENUMERATION_CONTEXT, () -> Cursor.parse("T_Machine." + "QUFB".repeat(3_000)));
    }
}
