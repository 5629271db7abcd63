package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.ArrayList;
import java.util.List;

/** What every namespace can do, each in its own words. */
record Orders(CimClient client) {
    static final String EXPORT_SETTINGS = "Msvm_VirtualSystemExportSettingData";
    static final String IMPORT_SETTINGS = "Msvm_VirtualSystemImportSettingData";

    boolean isFirst() {
        return client.namespace() == Namespace.V1;
    }

    Returned define(String name, List<String> disks) throws CimFailure {
        return define(isFirst() ? "DefineVirtualSystem" : "DefineSystem", name, disks);
    }

    Returned define(String method, String name, List<String> disks) throws CimFailure {
        String settings = client.text(
                isFirst() ? "Msvm_VirtualSystemGlobalSettingData" : "Msvm_VirtualSystemSettingData",
                given("ElementName", name));
        List<String> resources = new ArrayList<>();
        for (String disk : disks) {
            resources.add(client.text(
                    isFirst() ? "Msvm_ResourceAllocationSettingData" : "Msvm_StorageAllocationSettingData",
                    given("ResourceType", CimValue.uint16(isFirst() ? 21 : 31)),
                    given(isFirst() ? "Connection" : "HostResource", CimValue.strings(List.of(disk)))));
        }
        return client.call(
                method,
                given(isFirst() ? "SystemSettingData" : "SystemSettings", settings),
                given(isFirst() ? "ResourceSettingData" : "ResourceSettings", CimValue.strings(resources)));
    }

    ObjectPath defined(String name, String... disks) throws CimFailure {
        Returned answer = define(name, List.of(disks));
        if (answer.value() != 0) {
            throw new AssertionError(answer);
        }
        return CimClient.path(answer, isFirst() ? "DefinedSystem" : "ResultingSystem");
    }

    Returned destroy(ObjectPath system) throws CimFailure {
        return client.call(
                isFirst() ? "DestroyVirtualSystem" : "DestroySystem",
                given(isFirst() ? "ComputerSystem" : "AffectedSystem", system));
    }

    Returned state(ObjectPath system, int state) throws CimFailure {
        return client.call(system, "RequestStateChange", given("RequestedState", CimValue.uint16(state)));
    }

    /** {@code settings} may be null, "", or the text of an instance. */
    Returned export(ObjectPath system, String directory, String settings) throws CimFailure {
        return client.call(
                exportMethod(),
                given("ComputerSystem", system),
                given("ExportDirectory", directory),
                given("ExportSettingData", settings));
    }

    String exportMethod() {
        return isFirst() ? "ExportVirtualSystemEx" : "ExportSystemDefinition";
    }

    String exportSettings(Property... set) throws CimFailure {
        return client.text(EXPORT_SETTINGS, set);
    }

    Returned importing(String directory, Property... set) throws CimFailure {
        return client.call(
                "ImportVirtualSystemEx",
                given("ImportDirectory", directory),
                given("ImportSettingData", client.text(IMPORT_SETTINGS, set)));
    }

    /** What came of it: the code of the refusal, or the error of the job that was started; 0 when that completed. */
    long outcome(Returned answer) throws CimFailure {
        return answer.value() == 4096 ? client.ended(answer).number("ErrorCode").orElseThrow() : answer.value();
    }
}
