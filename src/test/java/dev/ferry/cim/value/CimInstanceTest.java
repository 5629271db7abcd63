package dev.ferry.cim.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CimInstanceTest {
    private final CimInstance job = CimInstance.of("Msvm_ConcreteJob")
            .with("InstanceID", CimValue.of("1"))
            .with("JobState", CimValue.uint16(4))
            .with("Cancellable", CimValue.of(true))
            .with("Codes", CimValue.uint16s(List.of(1, 2)))
            .with("Names", CimValue.strings(List.of("a", "b")))
            .with("Owner", CimValue.none());

    @Test
    void findsPropertiesInAnyLetterCaseAndKeepsTheirOrder() {
        assertEquals(CimValue.uint16(4), job.value("JOBSTATE"));
        assertEquals(
                List.of("InstanceID", "JobState", "Cancellable", "Codes", "Names", "Owner"),
                job.properties().stream().map(CimInstance.Property::name).toList());
    }

    @Test
    void tellsNoValueFromNotSaid() {
        assertTrue(job.has("Owner"));
        assertTrue(job.value("Owner").isNull());
        assertFalse(job.has("Nobody"));
        assertTrue(job.value("Nobody").isNull());
    }

    @Test
    void readsValuesAsWhatTheyAre() {
        assertEquals(Optional.of("1"), job.text("InstanceID"));
        assertEquals(Optional.of(4L), job.number("JobState"));
        assertEquals(Optional.of(true), job.flag("Cancellable"));
        assertEquals(List.of("a", "b"), job.texts("Names"));
        assertEquals(Optional.empty(), job.text("JobState"));
        assertEquals(List.of(), job.texts("Owner"));
    }

    @Test
    void changesNothingInPlace() {
        CimInstance changed = job.with("jobstate", CimValue.uint16(7)).without("names");

        assertEquals(Optional.of(4L), job.number("JobState"));
        assertEquals(Optional.of(7L), changed.number("JobState"));
        assertFalse(changed.has("Names"));
        assertThrows(UnsupportedOperationException.class, () -> job.properties().clear());
    }

    @Test
    void isEqualWhateverTheOrderAndTheLetterCase() {
        CimInstance one = CimInstance.of("C").with("A", CimValue.of("x")).with("B", CimValue.uint8(1));
        CimInstance other = CimInstance.of("c").with("b", CimValue.uint8(1)).with("a", CimValue.of("x"));

        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void refusesTwoPropertiesOfOneName() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CimInstance.of(
                        "C",
                        List.of(
                                new CimInstance.Property("a", CimValue.none()),
                                new CimInstance.Property("A", CimValue.none()))));
    }

    @Test
    void doesNotCutANumberThatNoLongHolds() {
        CimInstance big =
                CimInstance.of("C").with("N", new CimValue.Whole(CimType.UINT64, BigInteger.ONE.shiftLeft(63)));

        assertThrows(ArithmeticException.class, () -> big.number("N"));
    }
}
