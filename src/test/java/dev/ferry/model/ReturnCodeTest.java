package dev.ferry.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ReturnCodeTest {
    /** What clients were promised, said once more so that a change of the table is never an accident. */
    private static final List<String> PROMISED = List.of(
            "0 200 Completed with No Error",
            "4096 202 Method Parameters Checked - Job Started",
            "4097 409 Invalid State Transition",
            "32768 500 Failed",
            "32769 403 Access Denied",
            "32770 501 Not Supported",
            "32771 503 Status is unknown",
            "32772 504 Timeout",
            "32773 422 Invalid parameter",
            "32774 409 System is in use",
            "32775 409 Invalid state for this operation",
            "32776 400 Incorrect data type",
            "32777 503 System is not available",
            "32778 429 Out of memory",
            "32779 409 File in Use");

    @Test
    void givesEveryCodeItsPromisedNumberTextAndStatus() {
        List<String> table = Arrays.stream(ReturnCode.values())
                .map(code -> code.number() + " " + code.httpStatus() + " " + code.cimText())
                .toList();

        assertEquals(PROMISED, table);
    }
}
