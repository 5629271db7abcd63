package dev.ferry.cim;

import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Schema;
import java.util.List;

/** A small namespace as the real ones are written, and what its clients send. */
public final class Samples {
    public static final String NAMESPACE = "root/virtualization/v2";

    public static final String QUALIFIERS = """
            Qualifier Abstract : boolean = false, Scope(class, association, indication), Flavor(Restricted);
            Qualifier Association : boolean = false, Scope(association), Flavor(DisableOverride);
            Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
            Qualifier Override : string = null, Scope(property, reference, method), Flavor(Restricted);
            Qualifier Description : string = null, Scope(any), Flavor(Translatable);
            Qualifier Write : boolean = false, Scope(property);
            Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride);
            Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride);
            Qualifier EmbeddedInstance : string = null, Scope(property, parameter, method);
            Qualifier ValueMap : string[], Scope(property, parameter, method);
            Qualifier Values : string[], Scope(property, parameter, method), Flavor(Translatable);
            Qualifier MaxLen : uint32 = null, Scope(property, parameter, method);
            Qualifier Version : string = null, Scope(class, association, indication), Flavor(Restricted, Translatable);
            """;

    public static final String CLASSES = """
            // Comments of both kinds are passed over.
            #pragma locale ("en_US")
            #pragma namespace("\\\\\\\\.\\\\root\\\\virtualization\\\\v2")

            [Abstract, Version("2.19.0"), Description("The root of all " "that is managed.")]
            class CIM_ManagedElement {
                string Caption;
                string Description;
                [Description("A name for people."), Write] string ElementName;
            };

            [Abstract] class CIM_SettingData : CIM_ManagedElement {
                [Key] string InstanceID;
            };

            [Dynamic, Provider("Ferry")]
            class Msvm_VirtualSystemExportSettingData : CIM_SettingData {
                [Override("Caption")] string Caption = "Virtual System Export Setting Data";
                [Write, ValueMap{"0", "1", "2", "3"}, Values{"All", "None", "One", "Backup"} : Translatable]
                uint8 CopySnapshotConfiguration = 0;
                boolean CopyVmRuntimeInformation = TRUE;
                boolean CopyVmStorage = true;
                boolean CreateVmExportSubdirectory = False;
                string SnapshotVirtualSystem;
                string ExcludedVirtualHardDisks[];
                uint64 Limit;
                sint32 Skew = -0x10;
                datetime CreationTime;
                real64 Ratio;
                char16 Drive = 'C';
                uint16 Codes[3] = { 1, 0x2, 11b };
                [EmbeddedInstance("Msvm_Error")] string LastError;
            };

            class CIM_ManagedSystemElement : CIM_ManagedElement {
                datetime InstallDate;
                string Name;
                uint16 OperationalStatus[];
            };

            /* A system
               of some kind. */
            class CIM_ComputerSystem : CIM_ManagedSystemElement {
                [Key, MaxLen(256)] string CreationClassName;
                [Key, Override("Name")] string Name;
                uint16 EnabledState = 5;
                uint32 RequestStateChange([IN] uint16 RequestedState,
                    [IN(false), OUT] CIM_Job REF Job, [In] datetime TimeoutPeriod);
            };

            class Msvm_ComputerSystem : CIM_ComputerSystem {
                uint16 ProcessID;
                [Override] uint32 RequestStateChange([in] uint16 RequestedState,
                    [out] CIM_Job ref Job, [in] datetime TimeoutPeriod);
            };
            class Msvm_PlannedComputerSystem : CIM_ComputerSystem {};

            class CIM_Job : CIM_ManagedElement { [Key] string InstanceID; uint16 JobState; datetime StartTime; };
            class Msvm_ConcreteJob : CIM_Job { uint64 Bytes; boolean Cancellable; real32 Share; };

            class Msvm_Error : CIM_ManagedElement { uint16 ErrorType; string Message; string MessageArguments[]; };

            [Association, Abstract] class CIM_Dependency {
                [Key] CIM_ManagedElement REF Antecedent;
                [Key] CIM_ManagedElement REF Dependent;
            };
            [Association] class Msvm_AffectedJobElement : CIM_Dependency {
                [Override("Antecedent")] Msvm_ConcreteJob REF Antecedent;
                uint16 ElementEffects[];
            };

            class Msvm_Event { [EmbeddedInstance("CIM_ManagedElement")] string TargetInstance; };

            class Msvm_VirtualSystemManagementService : CIM_ManagedSystemElement {
                [Key] string CreationClassName;
                [Key, Override("Name")] string Name;
                [Static] uint32 ExportSystemDefinition(
                    [in] CIM_ComputerSystem REF ComputerSystem,
                    [in] string ExportDirectory,
                    [in, EmbeddedInstance("Msvm_VirtualSystemExportSettingData")] string ExportSettingData,
                    [out] CIM_Job REF Job);
                void Refresh();
            };
            """;

    /** As GetText with the format of the CIM DTD writes it in an export request. */
    public static final String EXPORT_XML = "<INSTANCE CLASSNAME=\"Msvm_VirtualSystemExportSettingData\">"
            + "<PROPERTY NAME=\"CopyVmStorage\" TYPE=\"boolean\"><VALUE>TRUE</VALUE></PROPERTY>"
            + "<PROPERTY NAME=\"CopySnapshotConfiguration\" TYPE=\"uint8\"><VALUE>1</VALUE></PROPERTY></INSTANCE>";

    /** As a client without XML writes it. */
    public static final String EXPORT_MOF = """
            instance of Msvm_VirtualSystemExportSettingData {
               CopyVmStorage = true;
               CopySnapshotConfiguration = 1;
            };
            """;

    private Samples() {}

    public static Schema schema() {
        try {
            return Schema.read(
                    NAMESPACE, List.of(new MofSource("qualifiers.mof", QUALIFIERS), new MofSource("v2.mof", CLASSES)));
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }
}
