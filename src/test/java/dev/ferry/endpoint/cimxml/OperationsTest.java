package dev.ferry.endpoint.cimxml;

import static dev.ferry.endpoint.cimxml.Requests.intrinsic;
import static dev.ferry.endpoint.cimxml.Requests.list;
import static dev.ferry.endpoint.cimxml.Requests.method;
import static dev.ferry.endpoint.cimxml.Requests.named;
import static dev.ferry.endpoint.cimxml.Requests.ofClass;
import static dev.ferry.endpoint.cimxml.Requests.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OperationsTest {
    private static final Pattern CONTEXT =
            Pattern.compile("NAME=\"EnumerationContext\" PARAMTYPE=\"string\"><VALUE>([^<]*)</VALUE>");
    private static final String SYSTEMS = ofClass("ClassName", HostPaths.SYSTEM);
    private static final ObjectPath ALPHA = World.path(World.scope(Namespace.V2), World.ALPHA);
    private static final ObjectPath SERVICE = HostPaths.managementService(World.scope(Namespace.V1));

    private final World world = new World();

    private String ask(String name, String... parameters) throws Unreadable {
        return world.answer(intrinsic(name, Requests.V2, parameters));
    }

    private static String context(String answer) {
        Matcher matcher = CONTEXT.matcher(answer);
        assertTrue(matcher.find(), answer);
        return matcher.group(1);
    }

    private static int count(String answer, String element) {
        return answer.split("<" + Pattern.quote(element) + "[ >]", -1).length - 1;
    }

    private static void assertFailed(int code, String answer) {
        assertTrue(answer.contains("<ERROR CODE=\"" + code + "\" DESCRIPTION=\""), answer);
        assertTrue(answer.contains("\"/></"), answer);
    }

    @Test
    void pullsAnEnumerationInPieces() throws Unreadable {
        String first = ask("OpenEnumerateInstances", SYSTEMS, value("MaxObjectCount", 2));
        assertEquals(2, count(first, "VALUE.INSTANCEWITHPATH"));
        assertTrue(first.contains("NAME=\"EndOfSequence\" PARAMTYPE=\"boolean\"><VALUE>FALSE"), first);
        String last =
                ask("PullInstancesWithPath", value("EnumerationContext", context(first)), value("MaxObjectCount", 2));
        assertEquals(1, count(last, "VALUE.INSTANCEWITHPATH"));
        assertTrue(last.contains("NAME=\"EndOfSequence\" PARAMTYPE=\"boolean\"><VALUE>TRUE"), last);
        assertEquals("", context(last));
    }

    @Test
    void opensWithoutGivingAnythingYet() throws Unreadable {
        String opened = ask("OpenEnumerateInstancePaths", SYSTEMS);
        assertEquals(0, count(opened, "INSTANCEPATH"));
        String all = ask("PullInstancePaths", value("EnumerationContext", context(opened)), value("MaxObjectCount", 9));
        assertEquals(3, count(all, "INSTANCEPATH"));
    }

    @Test
    void goesOnWithAQueryAndALink() throws Unreadable {
        String opened = ask(
                "OpenQueryInstances",
                value("FilterQueryLanguage", "DMTF:CQL"),
                value("FilterQuery", "select Name from Msvm_ComputerSystem where EnabledState = 2"),
                value("MaxObjectCount", 1));
        assertEquals(1, count(opened, "INSTANCE"));
        String rest = ask("PullInstances", value("EnumerationContext", context(opened)), value("MaxObjectCount", 1));
        assertTrue(rest.contains("HVNODE1") && !rest.contains("EnabledState"), rest);

        ObjectPath host = World.path(World.scope(Namespace.V2), "HVNODE1");
        String linked = ask("OpenAssociatorInstancePaths", named("InstanceName", host), value("MaxObjectCount", 1));
        assertTrue(linked.contains(World.ALPHA), linked);
        String more =
                ask("PullInstancePaths", value("EnumerationContext", context(linked)), value("MaxObjectCount", 1));
        assertTrue(more.contains(World.BETA), more);
    }

    @Test
    void findsOnlyWhatMeetsAFilter() throws Unreadable {
        String language = value("FilterQueryLanguage", "DMTF:FQL");
        String of = ask(
                "OpenEnumerateInstances",
                SYSTEMS,
                language,
                value("FilterQuery", "ElementName = 'vm-beta'"),
                value("MaxObjectCount", 9));
        assertEquals(1, count(of, "VALUE.INSTANCEWITHPATH"));
        ObjectPath host = World.path(World.scope(Namespace.V2), "HVNODE1");
        String linked = ask(
                "OpenAssociatorInstances",
                named("InstanceName", host),
                language,
                value("FilterQuery", "ElementName = 'vm-beta'"),
                value("MaxObjectCount", 9));
        assertEquals(1, count(linked, "VALUE.INSTANCEWITHPATH"));
        assertFailed(
                14,
                ask("OpenEnumerateInstances", SYSTEMS, value("FilterQueryLanguage", "X"), value("FilterQuery", "a=1")));
        assertFailed(4, ask("OpenEnumerateInstances", SYSTEMS, language));
        assertFailed(15, ask("OpenEnumerateInstances", SYSTEMS, language, value("FilterQuery", "((")));
    }

    @Test
    void goesOnOnlyForWhomItWasOpenedAndAsItWas() throws Unreadable {
        String context = context(ask("OpenEnumerateInstances", SYSTEMS, value("MaxObjectCount", 1)));
        String pull = intrinsic(
                "PullInstancesWithPath", Requests.V2, value("EnumerationContext", context), value("MaxObjectCount", 1));
        assertFailed(21, world.answer(pull, World.VIEWER));
        assertFailed(21, world.answer(pull.replace(context, context.replace(context.charAt(40), '_') + "A")));
        assertFailed(21, ask("PullInstancePaths", value("EnumerationContext", context), value("MaxObjectCount", 1)));
        assertFailed(
                21,
                world.answer(intrinsic(
                        "PullInstancesWithPath",
                        Requests.V1,
                        value("EnumerationContext", context),
                        value("MaxObjectCount", 1))));
        assertFalse(
                ask("CloseEnumeration", value("EnumerationContext", context)).contains("<ERROR"));
    }

    @ParameterizedTest
    @CsvSource({"ContinueOnError,TRUE,26", "OperationTimeout,86401,22", "MaxObjectCount,many,4", "MaxObjectCount,-1,4"})
    void refusesWhatAnEnumerationCannotPromise(String name, String text, int code) throws Unreadable {
        assertFailed(code, ask("OpenEnumerateInstances", SYSTEMS, value(name, text)));
    }

    @Test
    void tellsOnlyThePropertiesThatAreAskedFor() throws Unreadable {
        String some = ask("EnumerateInstances", SYSTEMS, list("PropertyList", "elementname", "NoSuchThing"));
        assertEquals(3, count(some, "PROPERTY"));
        String none = ask("EnumerateInstances", SYSTEMS, list("PropertyList"));
        assertEquals(0, count(none, "PROPERTY"));
        String shallow = ask(
                "EnumerateInstances",
                ofClass("ClassName", "CIM_ManagedElement"),
                value("DeepInheritance", "false"),
                value("LocalOnly", "true"));
        assertTrue(shallow.contains("ElementName") && !shallow.contains("EnabledState"), shallow);
    }

    @Test
    void followsLinksBetweenClasses() throws Unreadable {
        String classes = ask(
                "AssociatorNames",
                ofClass("ObjectName", HostPaths.SYSTEM),
                ofClass("AssocClass", "Msvm_HostedService"));
        assertTrue(classes.contains("<OBJECTPATH><CLASSPATH>") && classes.contains("CIM_Service"), classes);
        String links = ask(
                "References", ofClass("ObjectName", HostPaths.SYSTEM), ofClass("ResultClass", "Msvm_HostedDependency"));
        assertTrue(links.contains("<CLASS NAME=\"Msvm_HostedDependency\""), links);
    }

    @Test
    void writesOutParametersAsTheClassDeclaresThem() throws Unreadable {
        String answer = world.answer(method(
                "GetVirtualSystemImportSettingData",
                SERVICE,
                "<PARAMVALUE NAME=\"ImportDirectory\"><VALUE>C:\\Ferry\\x</VALUE></PARAMVALUE>"));
        assertTrue(answer.contains("<RETURNVALUE PARAMTYPE=\"uint32\"><VALUE>0</VALUE></RETURNVALUE>"), answer);
        assertTrue(
                answer.contains(
                        "<PARAMVALUE NAME=\"ImportSettingData\" PARAMTYPE=\"string\" EmbeddedObject=\"instance\">"
                                + "<VALUE>&lt;INSTANCE CLASSNAME=\"Msvm_VirtualSystemImportSettingData\"&gt;"),
                answer);
    }

    @Test
    void tellsAViewerWithTheNumberOfTheMethodThatItMayNot() throws Unreadable {
        String answer = world.answer(method("ImportVirtualSystem", SERVICE), World.VIEWER);
        assertTrue(answer.contains("<VALUE>32769</VALUE>"), answer);
        assertTrue(world.called.isEmpty());
        assertFailed(
                2, world.answer(intrinsic("DeleteInstance", Requests.V2, named("InstanceName", ALPHA)), World.VIEWER));
    }

    @ParameterizedTest
    @CsvSource({
        "GetInstance,4",
        "EnumerateInstances,4",
        "GetClass,4",
        "PullInstancesWithPath,4",
        "CreateInstance,4",
        "CreateClass,7",
        "NoSuchOperation,7"
    })
    void failsWithTheStatusOfTheStandard(String name, int code) throws Unreadable {
        assertFailed(code, ask(name));
    }

    @Test
    void failsForWhatIsNotThere() throws Unreadable {
        assertFailed(3, world.answer(intrinsic("EnumerateClassNames", "root/cimv2")));
        assertFailed(5, ask("EnumerateInstances", ofClass("ClassName", "CIM_Nothing")));
        assertFailed(6, ask("GetClass", ofClass("ClassName", "CIM_Nothing")));
        assertFailed(12, ask("GetProperty", named("InstanceName", ALPHA), value("PropertyName", "Nothing")));
        assertFailed(17, world.answer(method("Nothing", SERVICE)));
        assertFailed(14, ask("ExecQuery", value("QueryLanguage", "SQL"), value("Query", "select * from x")));
        assertFailed(15, ask("ExecQuery", value("QueryLanguage", "WQL"), value("Query", "nonsense")));
        assertFailed(7, ask("DeleteInstance", named("InstanceName", ALPHA)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<CIM",
                "<!DOCTYPE CIM [<!ENTITY a \"b\">]><CIM/>",
                "<CIM/>",
                "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"/>",
                "<CIM CIMVERSION=\"3.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"1\" PROTOCOLVERSION=\"1.0\"/></CIM>",
                "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"1\" PROTOCOLVERSION=\"2.0\"/></CIM>",
                "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"1\" PROTOCOLVERSION=\"1.0\"><MULTIREQ/></MESSAGE></CIM>"
            })
    void refusesWhatIsNoRequest(String text) {
        assertThrows(Unreadable.class, () -> world.answer(text));
    }
}
