package dev.ferry.cim.host;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.NodeStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The classes of each namespace that are made of neither systems nor jobs. */
public final class HostViews {
    static final String REDUNDANCY_SET = "Msvm_RedundancySet";
    private static final String MEMBER = "Msvm_MemberOfCollection";
    private static final String REFERENCE_POINTS = "Msvm_VirtualSystemReferencePointService";
    private static final List<String> V2_SERVICES = List.of(
            HostPaths.MANAGEMENT,
            "Msvm_VirtualSystemSnapshotService",
            REFERENCE_POINTS,
            "Msvm_VirtualSystemMigrationService",
            "Msvm_CollectionManagementService",
            "Msvm_CollectionSnapshotService",
            "Msvm_CollectionReferencePointService");

    private HostViews() {}

    public static List<ClassView<?>> views(Namespace namespace, FrontDesk desk) {
        return views(
                namespace,
                _ -> Waiting.read(desk.nodes().uncounted()),
                _ -> desk.cluster().networks().entrySet().stream()
                        .map(network -> new Network(network.getKey(), network.getValue()))
                        .toList());
    }

    static List<ClassView<?>> views(
            Namespace namespace, Named.Source<NodeStanding> nodes, Named.Source<Network> networks) {
        return switch (namespace) {
            case V1, V2 -> hostViews(namespace, nodes, networks);
            case CLUSTER -> clusterViews(nodes);
            case INTEROP -> interopViews();
        };
    }

    private static List<ClassView<?>> hostViews(
            Namespace namespace, Named.Source<NodeStanding> nodes, Named.Source<Network> networks) {
        String switchClass = HostPaths.switchClass(namespace);
        Family<Network> switches = new Named<>(scope -> here(networks, scope), Network::name, Set.of(switchClass));
        List<ClassView<?>> views = new ArrayList<>(serviceViews(namespace, nodes));
        views.add(ClassView.of(HostPaths.SYSTEM, Fixed.alone(), HostInstances::host));
        views.add(new ClassView<>(switchClass, switches, SwitchInstances::virtualSwitch, "ElementName", "Name"));
        return List.copyOf(views);
    }

    /** Those of the node that is asked. */
    private static List<Network> here(Named.Source<Network> networks, Scope scope) throws CimFailure {
        return networks.read(scope).stream()
                .filter(network -> network.nodes().contains(scope.node()))
                .toList();
    }

    private static List<ClassView<?>> clusterViews(Named.Source<NodeStanding> nodes) {
        Family<NodeStanding> rows =
                new Named<>(nodes, NodeStanding::name, Set.of(HostPaths.SYSTEM, REDUNDANCY_SET, MEMBER));
        Family<List<NodeStanding>> all =
                new Named<>(scope -> List.of(nodes.read(scope)), _ -> REDUNDANCY_SET, Set.of(REDUNDANCY_SET));
        List<ClassView<?>> views = new ArrayList<>(serviceViews(Namespace.CLUSTER, nodes));
        views.add(new ClassView<>(HostPaths.SYSTEM, rows, NodeInstances::node, "ElementName", "Name"));
        views.add(ClassView.of(REDUNDANCY_SET, all, NodeInstances::redundancySet));
        views.add(ClassView.of(MEMBER, rows, NodeInstances::member));
        return List.copyOf(views);
    }

    /** Every node does what is asked of any node's services. */
    private static List<ClassView<?>> serviceViews(Namespace namespace, Named.Source<NodeStanding> nodes) {
        Fixed any = new Fixed(scope -> nodes.read(scope).stream()
                .map(node -> HostPaths.nodeName(node.name()))
                .toList());
        Fixed fixed = Fixed.alone();
        List<String> services = services(namespace);
        List<ClassView<?>> views = new ArrayList<>();
        services.forEach(
                name -> views.add(ClassView.of(name, any, (host, scope) -> HostInstances.service(name, host, scope))));
        views.add(ClassView.of(HostPaths.MANAGEMENT_SETTINGS, fixed, HostInstances::managementSettings));
        views.add(ClassView.of("Msvm_ElementSettingData", fixed, HostInstances::settingsOfService));
        views.add(
                ClassView.of("Msvm_HostedService", fixed, (_, scope) -> HostInstances.hostedServices(services, scope)));
        return views;
    }

    static List<String> services(Namespace namespace) {
        return switch (namespace) {
            case V1 -> List.of(HostPaths.MANAGEMENT);
            case V2, CLUSTER -> V2_SERVICES;
            case INTEROP -> List.of();
        };
    }

    private static List<ClassView<?>> interopViews() {
        Fixed fixed = Fixed.alone();
        return List.of(
                ClassView.of(InteropInstances.MANAGER, fixed, InteropInstances::manager),
                ClassView.of(InteropInstances.NAMESPACE, fixed, InteropInstances::namespaces),
                ClassView.of("Ferry_NamespaceInManager", fixed, InteropInstances::namespacesInManager),
                ClassView.of(InteropProfiles.PROFILE, fixed, (_, scope) -> InteropProfiles.profiles(scope)),
                ClassView.of(InteropProfiles.REFERENCED, fixed, (_, scope) -> InteropProfiles.referenced(scope)),
                ClassView.of(InteropProfiles.CONFORMS, fixed, InteropProfiles::conforms),
                ClassView.of(InteropProfiles.MECHANISM, fixed, InteropProfiles::mechanism),
                ClassView.of(InteropProfiles.MECHANISM_FOR_MANAGER, fixed, InteropProfiles::mechanismForManager));
    }
}
