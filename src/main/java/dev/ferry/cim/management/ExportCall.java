package dev.ferry.cim.management;

import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import java.util.List;

/** An export as it was called for: of what, to where, and the settings that were sent; what those do not say is the default. */
record ExportCall(Subject subject, String directory, CimInstance settings) {
    static final String SETTINGS = "Msvm_VirtualSystemExportSettingData";
    private static final int ONE_SNAPSHOT = 2;

    /** The oldest method: always with a folder for the system, and with its disks and state or without both. */
    static Outcome<ExportCall> plain(Invocation call) {
        return Subject.system(call, "ComputerSystem")
                .then(system -> FullPath.of("ExportDirectory", call.text("ExportDirectory"))
                        .then(directory -> Sent.flag(call, "CopyVmState")
                                .map(copied -> new ExportCall(
                                        new Subject(system.value(), false), directory, plainSettings(copied)))));
    }

    private static CimInstance plainSettings(boolean isStateCopied) {
        return CimInstance.of(
                SETTINGS,
                List.of(
                        new Property("CopyVmStorage", CimValue.of(isStateCopied)),
                        new Property("CopyVmRuntimeInformation", CimValue.of(isStateCopied)),
                        new Property("CreateVmExportSubdirectory", CimValue.of(true))));
    }

    /** Of a system, or of one snapshot when its settings are what is referred to. */
    static Outcome<ExportCall> extended(Invocation call) {
        return Subject.of(call, "ComputerSystem").then(subject -> of(call, subject));
    }

    static Outcome<ExportCall> definition(Invocation call) {
        return Subject.system(call, "ComputerSystem").then(system -> of(call, new Subject(system.value(), false)));
    }

    private static Outcome<ExportCall> of(Invocation call, Subject subject) {
        return FullPath.of("ExportDirectory", call.text("ExportDirectory"))
                .then(directory -> Sent.instanceOrBlank(call, "ExportSettingData", SETTINGS)
                        .map(settings -> new ExportCall(subject, directory, settings)));
    }

    /** The same as an export of that one snapshot. */
    ExportCall ofSnapshot(String settingsPath) {
        return new ExportCall(
                subject,
                directory,
                settings.with("CopySnapshotConfiguration", CimValue.uint8(ONE_SNAPSHOT))
                        .with("SnapshotVirtualSystem", CimValue.of(settingsPath)));
    }
}
