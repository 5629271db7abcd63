package dev.ferry.cim.text;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Samples;
import dev.ferry.cim.mof.MofReader;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class EmbeddedTextTest {
    private static final String EXPORT = "Msvm_VirtualSystemExportSettingData";
    private final Schema schema = Samples.schema();

    private CimInstance read(String text) throws CimFailure {
        return EmbeddedText.read(text, schema);
    }

    private CimInstance readProperty(String property) throws CimFailure {
        return read("<INSTANCE CLASSNAME=\"" + EXPORT + "\">" + property + "</INSTANCE>");
    }

    @Test
    void readsTheSameFromXmlAndFromMof() throws CimFailure {
        CimInstance fromXml = read(Samples.EXPORT_XML);

        assertEquals(Optional.of(true), fromXml.flag("CopyVmStorage"));
        assertEquals(CimValue.uint8(1), fromXml.value("CopySnapshotConfiguration"));
        assertFalse(fromXml.has("SnapshotVirtualSystem"));
        assertEquals(fromXml, read(Samples.EXPORT_MOF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\uFEFF%s",
                "\r\n  %s\r\n",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>%s",
                "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><DECLARATION><DECLGROUP><VALUE.OBJECT>%s</VALUE.OBJECT>"
                        + "</DECLGROUP></DECLARATION></CIM>",
                "<DECLGROUP>\n  <VALUE.OBJECT>\n%s\n</VALUE.OBJECT></DECLGROUP>",
                "<VALUE.OBJECT>%s</VALUE.OBJECT>"
            })
    void readsAnInstanceInWhateverWrapsIt(String wrapped) throws CimFailure {
        assertEquals(read(Samples.EXPORT_XML), read(wrapped.formatted(Samples.EXPORT_XML)));
    }

    @Test
    void passesOverWhatWindowsAddsAndKeepsThePath() throws CimFailure {
        CimInstance read = read("<INSTANCE CLASSNAME=\"Msvm_ConcreteJob\">"
                + "<QUALIFIER NAME=\"dynamic\" PROPAGATED=\"true\" TYPE=\"boolean\" TOSUBCLASS=\"false\">"
                + "<VALUE>TRUE</VALUE></QUALIFIER>"
                + "<PROPERTY NAME=\"__PATH\" CLASSORIGIN=\"___SYSTEM\" TYPE=\"string\"><VALUE>"
                + "\\\\HV12\\root\\virtualization:Msvm_ConcreteJob.InstanceID=\"a\\\\b\"</VALUE></PROPERTY>"
                + "<PROPERTY NAME=\"__SERVER\" CLASSORIGIN=\"___SYSTEM\" TYPE=\"string\"></PROPERTY>"
                + "<PROPERTY.ARRAY NAME=\"__DERIVATION\" CLASSORIGIN=\"___SYSTEM\" TYPE=\"string\"><VALUE.ARRAY>"
                + "<VALUE>CIM_Job</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
                + "<PROPERTY NAME=\"Caption\" CLASSORIGIN=\"CIM_ManagedElement\" PROPAGATED=\"true\" TYPE=\"string\">"
                + "</PROPERTY>"
                + "<PROPERTY NAME=\"InstanceID\" CLASSORIGIN=\"CIM_Job\" TYPE=\"string\">"
                + "<QUALIFIER NAME=\"key\" TYPE=\"boolean\"><VALUE>TRUE</VALUE></QUALIFIER><VALUE>"
                + "a\\b</VALUE></PROPERTY>"
                + "</INSTANCE>");

        assertEquals(
                List.of("Caption", "InstanceID"),
                read.properties().stream().map(CimInstance.Property::name).toList());
        assertEquals(Optional.of("a\\b"), read.text("InstanceID"));
        assertEquals("HV12", read.path().orElseThrow().host());
    }

    @Test
    void readsAnInstanceWithItsName() throws CimFailure {
        CimInstance read = read("<VALUE.NAMEDINSTANCE><INSTANCENAME CLASSNAME=\"msvm_concretejob\">"
                + "<KEYBINDING NAME=\"InstanceID\"><KEYVALUE VALUETYPE=\"string\">x</KEYVALUE></KEYBINDING>"
                + "</INSTANCENAME><INSTANCE CLASSNAME=\"msvm_concretejob\"/></VALUE.NAMEDINSTANCE>");

        assertEquals("Msvm_ConcreteJob", read.className());
        assertEquals(Optional.of(ObjectPath.of("Msvm_ConcreteJob", "InstanceID", "x")), read.path());
    }

    @ParameterizedTest
    @CsvSource({"TRUE", "true", "True", "1"})
    void readsFlagsAsClientsWriteThem(String text) throws CimFailure {
        assertEquals(
                Optional.of(true),
                readProperty("<PROPERTY NAME=\"copyvmstorage\" TYPE=\"boolean\"><VALUE>" + text + "</VALUE></PROPERTY>")
                        .flag("CopyVmStorage"));
    }

    @Test
    void typesByTheClassAndNotByWhatTheClientSays() throws CimFailure {
        CimInstance read =
                readProperty("<PROPERTY NAME=\"CopySnapshotConfiguration\" TYPE=\"string\"><VALUE>0x3</VALUE>"
                        + "</PROPERTY><PROPERTY NAME=\"Limit\"><VALUE>18446744073709551615</VALUE></PROPERTY>"
                        + "<PROPERTY NAME=\"CreationTime\" TYPE=\"datetime\"><VALUE>"
                        + "20261120101112.000000+000</VALUE></PROPERTY>"
                        + "<PROPERTY NAME=\"ExcludedVirtualHardDisks\" TYPE=\"string\"><VALUE>one</VALUE></PROPERTY>");

        assertEquals(CimValue.uint8(3), read.value("CopySnapshotConfiguration"));
        assertEquals("18446744073709551615", read.value("Limit").text());
        assertTrue(read.value("CreationTime") instanceof CimValue.Time);
        assertEquals(List.of("one"), read.texts("ExcludedVirtualHardDisks"));
    }

    @Test
    void tellsNoValueFromAnEmptyOne() throws CimFailure {
        CimInstance read = readProperty("<PROPERTY NAME=\"Caption\" TYPE=\"string\"></PROPERTY>"
                + "<PROPERTY NAME=\"Description\" TYPE=\"string\"><VALUE></VALUE></PROPERTY>"
                + "<PROPERTY.ARRAY NAME=\"ExcludedVirtualHardDisks\" TYPE=\"string\"/>"
                + "<PROPERTY.ARRAY NAME=\"Codes\" TYPE=\"uint16\"><VALUE.ARRAY><VALUE>1</VALUE><VALUE.NULL/>"
                + "</VALUE.ARRAY></PROPERTY.ARRAY>");

        assertTrue(read.has("Caption") && read.value("Caption").isNull());
        assertEquals(Optional.of(""), read.text("Description"));
        assertTrue(read.value("ExcludedVirtualHardDisks").isNull());
        assertEquals("{1, }", read.value("Codes").text());
    }

    @Test
    void readsReferencesInEveryForm() throws CimFailure {
        String start = "<INSTANCE CLASSNAME=\"Msvm_AffectedJobElement\"><PROPERTY.REFERENCE NAME=\"Antecedent\">"
                + "<VALUE.REFERENCE>";
        String end = "</VALUE.REFERENCE></PROPERTY.REFERENCE></INSTANCE>";
        String name =
                "<INSTANCENAME CLASSNAME=\"Msvm_ConcreteJob\"><KEYBINDING NAME=\"InstanceID\"><KEYVALUE>x</KEYVALUE>"
                        + "</KEYBINDING></INSTANCENAME>";
        String names = "<LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"x\"/></LOCALNAMESPACEPATH>";
        ObjectPath bare = ObjectPath.of("Msvm_ConcreteJob", "InstanceID", "x");

        assertEquals(Optional.of(bare), read(start + name + end).reference("Antecedent"));
        assertEquals(
                Optional.of(bare.in("root/x")),
                read(start + "<LOCALINSTANCEPATH>" + names + name + "</LOCALINSTANCEPATH>" + end)
                        .reference("Antecedent"));
        assertEquals(
                Optional.of(bare.in("root/x").on("127.0.0.1")),
                read(start + "<INSTANCEPATH><NAMESPACEPATH><HOST>127.0.0.1</HOST>" + names + "</NAMESPACEPATH>" + name
                                + "</INSTANCEPATH>" + end)
                        .reference("Antecedent"));
        assertEquals(
                Optional.of(bare.in("root/x").on("H")),
                read(start + "\\\\H\\root\\x:Msvm_ConcreteJob.InstanceID=\"x\"" + end)
                        .reference("Antecedent"));
    }

    @Test
    void readsAnInstanceWithinAnInstance() throws CimFailure {
        String error =
                "<INSTANCE CLASSNAME=\"Msvm_Error\"><PROPERTY NAME=\"Message\" TYPE=\"string\"><VALUE>disk &amp; "
                        + "folder</VALUE></PROPERTY></INSTANCE>";
        CimInstance asElement = readProperty("<PROPERTY.OBJECT NAME=\"LastError\" CLASSORIGIN=\"X\"><VALUE.OBJECT>"
                + error + "</VALUE.OBJECT></PROPERTY.OBJECT>");
        CimInstance asText = readProperty(
                "<PROPERTY NAME=\"LastError\" TYPE=\"string\"><VALUE><![CDATA[" + error + "]]></VALUE></PROPERTY>");
        CimInstance inMof = read("instance of " + EXPORT + " { LastError = instance of Msvm_Error"
                + " { Message = \"disk & folder\"; }; };");

        for (CimInstance outer : List.of(asElement, asText, inMof)) {
            CimInstance inner = read(outer.text("LastError").orElseThrow());
            assertEquals("Msvm_Error", inner.className());
            assertEquals(Optional.of("disk & folder"), inner.text("Message"));
        }
    }

    @Test
    void readsMofAsWindowsPrintsIt() throws CimFailure {
        CimInstance read = read("\n[Dynamic: ToInstance]\ninstance of " + EXPORT + "\n{\n\t__PATH = \"x\";\n"
                + "\tCaption = \"a\\\\b\";\n\tCopyVmStorage = TRUE;\n\tLimit = \"512\";\n\tCodes = {1, NULL};\n"
                + "\tCreationTime = \"20261120101112.000000+000\";\n\tRatio = 2.5;\n\tSkew = -1;\n\tDrive = 'D';\n"
                + "\tExcludedVirtualHardDisks = {};\n\tSnapshotVirtualSystem = NULL;\n}\n");

        assertEquals(Optional.of("a\\b"), read.text("Caption"));
        assertEquals(CimValue.uint64(512), read.value("Limit"));
        assertEquals("{1, }", read.value("Codes").text());
        assertEquals("D", read.value("Drive").text());
        assertEquals("{}", read.value("ExcludedVirtualHardDisks").text());
        assertTrue(read.has("SnapshotVirtualSystem"));
    }

    @Test
    void putsThePathOfAnInstanceWhereItsAliasStands() throws CimFailure {
        List<CimInstance> read = InstanceMof.read(
                MofReader.read(new MofSource(
                        "x.mof",
                        "instance of Msvm_ConcreteJob as $Job { InstanceID = \"x\"; };\n"
                                + "instance of Msvm_AffectedJobElement { Antecedent = $JOB; ElementEffects = {5}; };")),
                schema);

        assertEquals(
                Optional.of(ObjectPath.of("Msvm_ConcreteJob", "InstanceID", "x")),
                read.getLast().reference("Antecedent"));
    }

    @ParameterizedTest
    @CsvSource({
        "CopySnapshotConfiguration, 256, 'uint8 (0 to 255)'",
        "CopySnapshotConfiguration, -1, 'uint8 (0 to 255)'",
        "CopySnapshotConfiguration, '', 'uint8 (0 to 255)'",
        "CopyVmStorage, maybe, boolean",
        "CreationTime, yesterday, datetime",
        "Skew, 4294967296, 'sint32 (-2147483648 to 2147483647)'",
        "Codes, x, array of uint16"
    })
    void refusesAnIllTypedValueByItsClassPropertyTypeAndValue(String property, String value, String type) {
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> readProperty("<PROPERTY NAME=\"" + property + "\"><VALUE>" + value + "</VALUE></PROPERTY>"),
                "class " + EXPORT + ", property " + property + " is declared " + type,
                "cannot hold '" + value + "'");
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> read("instance of " + EXPORT + " { " + property + " = \"" + value + "\"; };"),
                property + " is declared " + type);
    }

    @Test
    void refusesIllTypedElementsAndTooManyOfThem() {
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> readProperty("<PROPERTY.ARRAY NAME=\"Codes\"><VALUE.ARRAY><VALUE>1</VALUE><VALUE>65536</VALUE>"
                        + "</VALUE.ARRAY></PROPERTY.ARRAY>"),
                "property Codes is declared array of uint16 (0 to 65535) and cannot hold '65536'");
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> read("instance of " + EXPORT + " { Codes = {1,2,3,4}; };"),
                "cannot hold '{1, 2, 3, 4}'");
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> readProperty("<PROPERTY.ARRAY NAME=\"Caption\"><VALUE.ARRAY><VALUE>a</VALUE></VALUE.ARRAY>"
                        + "</PROPERTY.ARRAY>"),
                "Caption is declared string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_PARAMETER|''|the text is empty",
                "INVALID_PARAMETER|<CIM/>|one INSTANCE is expected, and there are 0",
                "INVALID_PARAMETER|<A><INSTANCE CLASSNAME='CIM_Job'/><INSTANCE CLASSNAME='CIM_Job'/></A>|there are 2",
                "INVALID_PARAMETER|<INSTANCE/>|lacks the attribute CLASSNAME",
                "INVALID_CLASS|<INSTANCE CLASSNAME='X'/>|has no class 'X'",
                "INVALID_CLASS|instance of X {};|has no class 'X'",
                "NO_SUCH_PROPERTY|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY NAME='X'/></INSTANCE>|class CIM_Job has no"
                        + " property 'X'",
                "NO_SUCH_PROPERTY|instance of CIM_Job { X = 1; };|class CIM_Job has no property 'X'",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><THING/></INSTANCE>|a PROPERTY is expected, "
                        + "and not THING",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY/></INSTANCE>|lacks the attribute NAME",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY NAME='Caption'>x</PROPERTY></INSTANCE>|text"
                        + " that is in no VALUE",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY NAME='Caption'><VALUE>x</VALUE>"
                        + "<VALUE>y</VALUE>"
                        + "</PROPERTY></INSTANCE>|has 2 values",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY NAME='Caption'><VALUE><b/></VALUE>"
                        + "</PROPERTY>"
                        + "</INSTANCE>|must be escaped, or in CDATA",
                "INVALID_PARAMETER|<INSTANCE CLASSNAME='CIM_Job'><PROPERTY NAME='Caption'/><PROPERTY NAME='CAPTION'/>"
                        + "</INSTANCE>|property CAPTION is given twice",
                "INVALID_PARAMETER|instance of CIM_Job { Caption = \"a\"; Caption = \"b\"; };|given twice",
                "INVALID_PARAMETER|class X {};|found 0 and 1 classes",
                "INVALID_PARAMETER|instance of CIM_Job {}; instance of CIM_Job {};|found 2",
                "INVALID_PARAMETER|instance of CIM_Job { Caption = $Other; };|there is no instance $Other above",
                "INVALID_PARAMETER|hello|embedded instance, line 1, column 1: expected 'class'",
                "INVALID_PARAMETER|<!DOCTYPE x><INSTANCE CLASSNAME='CIM_Job'/>|a document type is not allowed"
            })
    void refusesWhatIsNoInstance(CimStatus status, String text, String sentence) {
        refuses(status, () -> read(text), sentence);
    }

    @Test
    void writesAsWindowsDoes() throws CimFailure {
        CimInstance error = CimInstance.of("msvm_error")
                .with("ErrorType", CimValue.uint16(4))
                .with("Message", CimValue.of("a < b & c"))
                .with("MessageArguments", CimValue.strings(List.of("x", "")))
                .with("Caption", CimValue.none());

        assertEquals(
                "<INSTANCE CLASSNAME=\"Msvm_Error\">"
                        + "<PROPERTY NAME=\"Caption\" TYPE=\"string\"></PROPERTY>"
                        + "<PROPERTY NAME=\"Description\" PROPAGATED=\"true\" TYPE=\"string\"></PROPERTY>"
                        + "<PROPERTY NAME=\"ElementName\" PROPAGATED=\"true\" TYPE=\"string\"></PROPERTY>"
                        + "<PROPERTY NAME=\"ErrorType\" TYPE=\"uint16\"><VALUE>4</VALUE></PROPERTY>"
                        + "<PROPERTY NAME=\"Message\" TYPE=\"string\"><VALUE>a &lt; b &amp; c</VALUE></PROPERTY>"
                        + "<PROPERTY.ARRAY NAME=\"MessageArguments\" TYPE=\"string\"><VALUE.ARRAY><VALUE>x</VALUE>"
                        + "<VALUE></VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>",
                EmbeddedText.write(error, schema));
    }

    @Test
    void writesDefaultsAndReferences() throws CimFailure {
        String export = EmbeddedText.write(CimInstance.of(EXPORT), schema);
        assertTrue(export.contains("<PROPERTY NAME=\"CopyVmStorage\" PROPAGATED=\"true\" TYPE=\"boolean\"><VALUE>"
                + "TRUE</VALUE></PROPERTY>"));

        CimInstance link = CimInstance.of("Msvm_AffectedJobElement")
                .with(
                        "Antecedent",
                        CimValue.of(ObjectPath.of("Msvm_ConcreteJob", "InstanceID", "x")
                                .in("root/x")));
        assertTrue(EmbeddedText.write(link, schema)
                .contains(
                        "<PROPERTY.REFERENCE NAME=\"Antecedent\" REFERENCECLASS=\"Msvm_ConcreteJob\"><VALUE.REFERENCE>"
                                + "<LOCALINSTANCEPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/>"
                                + "<NAMESPACE NAME=\"x\"/>"
                                + "</LOCALNAMESPACEPATH><INSTANCENAME CLASSNAME=\"Msvm_ConcreteJob\">"
                                + "<KEYBINDING NAME=\"InstanceID\"><KEYVALUE VALUETYPE=\"string\">"
                                + "x</KEYVALUE></KEYBINDING>"
                                + "</INSTANCENAME></LOCALINSTANCEPATH></VALUE.REFERENCE></PROPERTY.REFERENCE>"));
    }

    @Test
    void writesNothingThatDoesNotFitTheClass() {
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> EmbeddedText.write(CimInstance.of("CIM_Job").with("JobState", CimValue.of("x")), schema),
                "property JobState");
    }
}
