package dev.ferry.cim.wql;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Samples;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class SelectionTest {
    private final Schema schema = Samples.schema();
    private final CimInstance job = CimInstance.of("Msvm_ConcreteJob")
            .with("InstanceID", CimValue.of("Job-1"))
            .with("Caption", CimValue.of("Exporting \"ü\""))
            .with("Description", CimValue.none())
            .with("JobState", CimValue.uint16(4))
            .with("StartTime", CimValue.of(CimDateTime.of(Instant.parse("2026-11-20T10:00:00Z"))))
            .with("Bytes", new CimValue.Whole(CimType.UINT64, new BigInteger("18446744073709551615")))
            .with("Cancellable", CimValue.of(true))
            .with("Share", new CimValue.Real(CimType.REAL32, 0.5))
            .at(place());

    private static ObjectPath place() {
        return ObjectPath.of("Msvm_ConcreteJob", "InstanceID", "Job-1")
                .in("root/virtualization/v2")
                .on("HVNODE1");
    }

    private Selection selection(String text) throws CimFailure {
        return Selection.of(assertInstanceOf(Query.Select.class, Query.parse(text)), schema);
    }

    private boolean matches(String condition) throws CimFailure {
        return selection("SELECT * FROM Msvm_ConcreteJob WHERE " + condition).matches(job);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "InstanceID = 'JOB-1'|true",
                "InstanceID <> 'job-1'|false",
                "InstanceID > 'Job-0'|true",
                "Caption LIKE 'exporting%'|true",
                "Caption LIKE '%[^\"]'|false",
                "JobState = 4|true",
                "JobState = '4'|true",
                "JobState = 4.0|true",
                "JobState < 70000|true",
                "JobState > -1|true",
                "JobState >= 5|false",
                "JobState != 4|false",
                "Bytes = 18446744073709551615|true",
                "Bytes > 9223372036854775807|true",
                "Cancellable = TRUE|true",
                "Cancellable = 'true'|true",
                "Cancellable = 1|true",
                "Cancellable <> false|true",
                "Share = 0.5|true",
                "Share < 1|true",
                "StartTime = '20261120110000.000000+060'|true",
                "StartTime > '20261120095959.999999+000'|true",
                "StartTime < '2026-11-20T10:00:01Z'|true",
                "StartTime >= '202611********.******+000'|false",
                "Description IS NULL|true",
                "Description = NULL|true",
                "Description IS NOT NULL|false",
                "ElementName IS NULL|true",
                "Caption IS NOT NULL|true",
                "Description = 'x'|false",
                "Description <> 'x'|false",
                "NOT Description = 'x'|false",
                "NOT (Description = 'x' AND JobState = 4)|false",
                "NOT (Description = 'x' AND JobState = 5)|true",
                "Description = 'x' OR JobState = 4|true",
                "Description LIKE '%'|false",
                "JobState = 5 OR JobState = 4 AND InstanceID = 'job-1'|true",
                "__CLASS = 'msvm_concretejob'|true",
                "__SUPERCLASS = 'CIM_Job'|true",
                "__DYNASTY = 'CIM_ManagedElement'|true",
                "__SERVER = 'hvnode1'|true",
                "__NAMESPACE LIKE 'root%v2'|true",
                "__RELPATH = 'Msvm_ConcreteJob.InstanceID=\"Job-1\"'|true",
                "__PATH LIKE '%:Msvm_ConcreteJob.%'|true",
                "__GENUS = 2|true",
                "__Unknown IS NULL|true",
                "__this ISA 'CIM_Job'|true",
                "__this ISA 'CIM_ComputerSystem'|false",
                "Msvm_ConcreteJob ISA CIM_Job|true",
                "Msvm_ConcreteJob.JobState = 4|true"
            })
    void selectsAsWindowsDoes(String condition, boolean matches) throws CimFailure {
        assertEquals(matches, matches(condition));
    }

    @Test
    void selectsSubclassesButNothingElse() throws CimFailure {
        assertTrue(selection("SELECT * FROM CIM_Job").matches(job));
        assertTrue(selection("SELECT * FROM cim_managedelement").matches(job));
        assertFalse(selection("SELECT * FROM CIM_ComputerSystem").matches(job));
    }

    @Test
    void comparesReferencesAsPaths() throws CimFailure {
        CimInstance link = CimInstance.of("Msvm_AffectedJobElement").with("Antecedent", CimValue.of(place()));
        String select = "SELECT * FROM Msvm_AffectedJobElement WHERE Antecedent ";

        assertTrue(
                selection(select + "= 'msvm_concretejob.InstanceID=\"JOB-1\"'").matches(link));
        assertFalse(
                selection(select + "<> 'Msvm_ConcreteJob.InstanceID=\"Job-1\"'").matches(link));
        assertFalse(
                selection(select + "= 'Msvm_ConcreteJob.InstanceID=\"Job-2\"'").matches(link));
        assertTrue(selection(select + "LIKE '%Job-1%'").matches(link));
    }

    @Test
    void looksIntoTheInstanceThatAPropertyHolds() throws CimFailure {
        CimInstance event = CimInstance.of("Msvm_Event")
                .with(
                        "TargetInstance",
                        CimValue.of(
                                "<INSTANCE CLASSNAME=\"Msvm_ConcreteJob\"><PROPERTY NAME=\"JobState\" TYPE=\"uint16\">"
                                        + "<VALUE>7</VALUE></PROPERTY></INSTANCE>"));
        String select = "SELECT * FROM Msvm_Event WITHIN 2 WHERE TargetInstance ";

        assertTrue(selection(select + "ISA 'CIM_Job' AND TargetInstance.JobState = 7")
                .matches(event));
        assertFalse(selection(select + "ISA 'CIM_ComputerSystem'").matches(event));
        assertFalse(selection(select + "ISA 'CIM_Job' AND TargetInstance.JobState = 10")
                .matches(event));
        assertFalse(selection(select + "ISA 'CIM_Job'").matches(event.with("TargetInstance", CimValue.of("x"))));
        assertTrue(selection("SELECT * FROM Msvm_Event WHERE TargetInstance.__CLASS = 'Msvm_ConcreteJob'")
                .matches(event));
    }

    @Test
    void projectsToWhatWasSelected() throws CimFailure {
        CimInstance projected =
                selection("SELECT jobstate, ElementName, __CLASS FROM CIM_Job").project(job);

        assertEquals(
                List.of("JobState", "ElementName", "__CLASS"),
                projected.properties().stream().map(CimInstance.Property::name).toList());
        assertEquals(CimValue.uint16(4), projected.value("JobState"));
        assertTrue(
                projected.has("ElementName") && projected.value("ElementName").isNull());
        assertEquals(CimValue.of("Msvm_ConcreteJob"), projected.value("__CLASS"));
        assertEquals(job.path(), projected.path());
        assertEquals(job, selection("SELECT * FROM CIM_Job").project(job));
    }

    @Test
    void refusesWhatTheSchemaDoesNotKnow() {
        refuses(CimStatus.INVALID_CLASS, () -> selection("SELECT * FROM Nobody"), "'Nobody'");
        refuses(
                CimStatus.INVALID_QUERY,
                () -> selection("SELECT Nothing FROM CIM_Job"),
                "class CIM_Job has no property 'Nothing'");
        refuses(
                CimStatus.INVALID_QUERY,
                () -> selection("SELECT * FROM CIM_Job WHERE JobState = 1 OR NOT Nothing IS NULL"),
                "class CIM_Job has no property 'Nothing'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobState = 'x'|property JobState is declared uint16 (0 to 65535) and cannot be compared with 'x'",
                "StartTime > 'soon'|property StartTime is declared datetime",
                "StartTime = 5|property StartTime is declared datetime",
                "Cancellable = 2|property Cancellable is declared boolean",
                "Caption = 5|property Caption is declared string"
            })
    void refusesWhatCanNeverBeCompared(String condition, String sentence) {
        refuses(CimStatus.INVALID_QUERY, () -> matches(condition), sentence);
    }

    @Test
    void refusesToCompareAnArray() {
        refuses(
                CimStatus.INVALID_QUERY,
                () -> selection("SELECT * FROM CIM_ComputerSystem WHERE OperationalStatus = 2"),
                "declared array of uint16");
    }
}
