package dev.ferry.endpoint.cimxml;

import static dev.ferry.endpoint.cimxml.Requests.intrinsic;
import static dev.ferry.endpoint.cimxml.Requests.method;
import static dev.ferry.endpoint.cimxml.Requests.ofClass;
import static dev.ferry.endpoint.cimxml.Requests.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where clients differ from each other, each kept by a test. Those that are matters of HTTP are in the tests with real clients. */
@Timeout(60)
class WireDifferencesTest {
    private final World world = new World();

    private Invocation called(String name, Namespace namespace, String... parameters) throws Exception {
        String answer = world.answer(method(name, HostPaths.managementService(World.scope(namespace)), parameters));
        assertTrue(answer.contains("<VALUE>4096</VALUE>"), answer);
        return world.called.getLast();
    }

    @Test
    void typesParametersByTheClassWhenNoTypeIsSent() throws Exception {
        Invocation call = called(
                "ImportVirtualSystem",
                Namespace.V1,
                "<PARAMVALUE NAME=\"generatenewid\"><VALUE>true</VALUE></PARAMVALUE>",
                "<PARAMVALUE NAME=\"ImportDirectory\"><VALUE>C:\\Ferry</VALUE></PARAMVALUE>");
        assertEquals(true, call.flag("GenerateNewID").orElseThrow());
        assertEquals("C:\\Ferry", call.text("ImportDirectory").orElseThrow());
    }

    @Test
    void ignoresTheHostOfAReference() throws Exception {
        String path =
                "<PARAMVALUE NAME=\"ComputerSystem\"><VALUE.REFERENCE><INSTANCEPATH><NAMESPACEPATH><HOST>127.0.0.1</HOST>"
                        + Requests.place(Requests.V1)
                        + "</NAMESPACEPATH><INSTANCENAME CLASSNAME=\"Msvm_ComputerSystem\">"
                        + "<KEYBINDING NAME=\"Name\"><KEYVALUE>" + World.ALPHA + "</KEYVALUE></KEYBINDING>"
                        + "<KEYBINDING NAME=\"CreationClassName\"><KEYVALUE VALUETYPE=\"string\">Msvm_ComputerSystem</KEYVALUE>"
                        + "</KEYBINDING></INSTANCENAME></INSTANCEPATH></VALUE.REFERENCE></PARAMVALUE>";
        ObjectPath sent = called("ExportVirtualSystem", Namespace.V1, path)
                .reference("ComputerSystem")
                .orElseThrow();
        assertTrue(sent.isSameAs(World.path(World.scope(Namespace.V1), World.ALPHA)), sent.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EMBEDDEDOBJECT=\"instance\"", "EmbeddedObject=\"instance\"", "EmbeddedObject=\"object\"", ""})
    void readsAnEmbeddedInstanceHoweverItIsMarked(String mark) throws Exception {
        for (String truth : new String[] {"true", "TRUE", "True"}) {
            Invocation call = called(
                    "ExportSystemDefinition",
                    Namespace.V2,
                    "<PARAMVALUE " + mark + " NAME=\"ExportSettingData\" PARAMTYPE=\"string\"><VALUE>"
                            + "&lt;INSTANCE CLASSNAME=&quot;Msvm_VirtualSystemExportSettingData&quot;&gt;"
                            + "&lt;PROPERTY NAME=\"CopyVmStorage\" TYPE=\"boolean\"&gt;&lt;VALUE&gt;" + truth
                            + "&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</VALUE></PARAMVALUE>");
            assertEquals(
                    true,
                    call.embedded("ExportSettingData", "Msvm_VirtualSystemExportSettingData")
                            .orElseThrow()
                            .flag("CopyVmStorage")
                            .orElseThrow());
        }
    }

    @Test
    void readsAnEmbeddedInstanceThatWasNotEscaped() throws Exception {
        Invocation call = called(
                "ExportSystemDefinition",
                Namespace.V2,
                "<PARAMVALUE NAME=\"ExportSettingData\"><VALUE><INSTANCE CLASSNAME='Msvm_VirtualSystemExportSettingData'>"
                        + "<PROPERTY NAME='ElementName' TYPE='string'><VALUE>a &lt; &quot;b&quot;</VALUE></PROPERTY>"
                        + "</INSTANCE></VALUE></PARAMVALUE>");
        assertEquals(
                "a < \"b\"",
                call.embedded("ExportSettingData", "Msvm_VirtualSystemExportSettingData")
                        .orElseThrow()
                        .text("ElementName")
                        .orElseThrow());
    }

    /** wbemcli reads neither a property in one tag nor an instance within an error. */
    @Test
    void writesWhatWbemcliCanRead() throws Exception {
        String systems =
                world.answer(intrinsic("EnumerateInstances", Requests.V2, ofClass("ClassName", "Msvm_ComputerSystem")));
        assertTrue(systems.contains("></PROPERTY>"), systems);
        assertFalse(Pattern.compile("<PROPERTY[^>]*/>").matcher(systems).find(), systems);
        String failed = world.answer(intrinsic("EnumerateInstances", Requests.V2, ofClass("ClassName", "CIM_None")));
        assertTrue(
                Pattern.compile("<ERROR CODE=\"5\" DESCRIPTION=\"[^\"]+\"/></IMETHODRESPONSE>")
                        .matcher(failed)
                        .find(),
                failed);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,''", "UTF-8,UTF-8", "UTF-8,'\"utf-8\"'", "UTF-16,''", "UTF-16LE,UTF-16LE", "UTF-16BE,''"})
    void readsTheCharactersThatAreMeant(String written, String told) throws Exception {
        String text = "<?xml version=\"1.0\"?><a>Büro \u20AC</a>";
        assertEquals(text, Body.text(text.getBytes(Charset.forName(written)), told));
        byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        assertEquals(text, Body.text(marked, told.startsWith("UTF-16") ? "" : told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate | true",
                "deflate;q=0.5, GZIP ; q=0.1 | true",
                "x-gzip | true",
                "gzip;q=0, identity | false",
                "gzip; q=0.000 | false",
                "deflate | false",
                "'' | false"
            })
    void packsOnlyForWhoTakesIt(String accepted, boolean isTaken) {
        assertEquals(isTaken, Body.isPackedTaken(accepted));
    }

    @Test
    void tellsInheritedMethodsWithAllTheirParameters() throws Exception {
        String answer = world.answer(intrinsic(
                "GetClass",
                Requests.V2,
                ofClass("ClassName", "Msvm_VirtualSystemManagementService"),
                value("LocalOnly", "FALSE"),
                value("IncludeQualifiers", "TRUE")));
        assertTrue(
                Pattern.compile("(?s)<METHOD NAME=\"RequestStateChange\".*?<PARAMETER NAME=\"TimeoutPeriod\"")
                        .matcher(answer)
                        .find(),
                answer);
        assertTrue(answer.contains("<PARAMETER.REFERENCE NAME=\"Job\" REFERENCECLASS=\"CIM_ConcreteJob\">"), answer);
        assertTrue(answer.contains("<PARAMETER.ARRAY NAME=\"ResourceSettings\""), answer);
        String local = world.answer(
                intrinsic("GetClass", Requests.V2, ofClass("ClassName", "Msvm_VirtualSystemManagementService")));
        assertTrue(local.length() < answer.length());
    }

    @Test
    void goesOnAtAnotherNodeOverAnotherConnection() throws Exception {
        String opened = world.answer(intrinsic(
                "OpenEnumerateInstances",
                Requests.V2,
                ofClass("ClassName", "Msvm_ComputerSystem"),
                value("MaxObjectCount", 2)));
        Matcher context =
                Pattern.compile("EnumerationContext\"[^>]*><VALUE>([^<]+)").matcher(opened);
        assertTrue(context.find(), opened);
        String rest = new World()
                .answer(intrinsic(
                        "PullInstancesWithPath",
                        Requests.V2,
                        value("EnumerationContext", context.group(1)),
                        value("MaxObjectCount", 9)));
        assertTrue(rest.contains("HVNODE1") || rest.contains(World.BETA), rest);
        assertTrue(rest.contains("<VALUE>TRUE</VALUE>"), rest);
    }
}
