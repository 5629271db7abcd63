package dev.ferry.cim.host;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.Arrays;
import java.util.List;

/** The standards that the classes of virtual systems come from, and the door of CIM-XML, for clients that look for what a server has. */
final class InteropProfiles {
    static final String PROFILE = "Ferry_RegisteredProfile";
    static final String REFERENCED = "Ferry_ReferencedProfile";
    static final String CONFORMS = "Ferry_ElementConformsToProfile";
    static final String MECHANISM = "Ferry_CIMXMLCommunicationMechanism";
    static final String MECHANISM_FOR_MANAGER = "Ferry_CommMechanismForManager";
    private static final String NAME = "cimxml";
    private static final int DMTF = 1;
    private static final int NOT_ADVERTISED = 2;
    private static final int BASIC = 3;
    private static final int CIM_XML = 2;
    /** Reading, following links, and queries. */
    private static final List<Integer> FUNCTIONS = List.of(2, 6, 7);

    private enum Profile {
        SYSTEM_VIRTUALIZATION("System Virtualization"),
        VIRTUAL_SYSTEM("Virtual System");

        private final String told;

        Profile(String told) {
            this.told = told;
        }

        private String id() {
            return "Ferry:DMTF:" + told + ":1.0.0";
        }

        private ObjectPath path(Scope scope) {
            return scope.path(PROFILE, "InstanceID", id());
        }
    }

    private InteropProfiles() {}

    static List<Making> profiles(Scope scope) {
        return Arrays.stream(Profile.values())
                .map(profile -> scope.make(PROFILE)
                        .set("InstanceID", profile.id())
                        .set("ElementName", profile.told)
                        .set("RegisteredOrganization", DMTF)
                        .set("RegisteredName", profile.told)
                        .set("RegisteredVersion", "1.0.0")
                        .numbers("AdvertiseTypes", List.of(NOT_ADVERTISED)))
                .toList();
    }

    static List<Making> referenced(Scope scope) {
        return List.of(scope.make(REFERENCED)
                .set("Antecedent", Profile.VIRTUAL_SYSTEM.path(scope))
                .set("Dependent", Profile.SYSTEM_VIRTUALIZATION.path(scope)));
    }

    /** The host is shown in other namespaces. */
    static List<Making> conforms(String host, Scope scope) {
        ObjectPath system = ObjectPath.of(
                        HostPaths.SYSTEM, List.of(key("CreationClassName", HostPaths.SYSTEM), key("Name", host)))
                .on(host)
                .in(Namespace.V2.path());
        return List.of(scope.make(CONFORMS)
                .set("ConformantStandard", Profile.SYSTEM_VIRTUALIZATION.path(scope))
                .set("ManagedElement", system));
    }

    static List<Making> mechanism(String host, Scope scope) {
        return List.of(scope.make(MECHANISM)
                .set("SystemCreationClassName", HostPaths.SYSTEM)
                .set("SystemName", host)
                .set("CreationClassName", MECHANISM)
                .set("Name", NAME)
                .set("ElementName", "CIM-XML")
                .set("CommunicationMechanism", CIM_XML)
                .set("CIMXMLProtocolVersion", 1)
                .set("Version", "1.0")
                .set("CIMValidated", true)
                .set("MultipleOperationsSupported", false)
                .numbers("FunctionalProfilesSupported", FUNCTIONS)
                .numbers("AuthenticationMechanismsSupported", List.of(BASIC))
                .numbers("AdvertiseTypes", List.of(NOT_ADVERTISED)));
    }

    static List<Making> mechanismForManager(String host, Scope scope) {
        return List.of(scope.make(MECHANISM_FOR_MANAGER)
                .set("Antecedent", InteropInstances.managerPath(host, scope))
                .set(
                        "Dependent",
                        scope.absolute(ObjectPath.of(
                                MECHANISM,
                                List.of(
                                        key("SystemCreationClassName", HostPaths.SYSTEM),
                                        key("SystemName", host),
                                        key("CreationClassName", MECHANISM),
                                        key("Name", NAME))))));
    }

    private static ObjectPath.Key key(String name, String text) {
        return new ObjectPath.Key(name, CimValue.of(text));
    }
}
