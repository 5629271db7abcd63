package dev.ferry.cim.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Scopes;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import dev.ferry.model.node.KnownNode;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.Presence;
import dev.ferry.service.NodeStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HostViewsTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:15:30Z");

    private static NodeStanding node(String name, Presence presence, boolean drained) {
        KnownNode known = new KnownNode(name, "", "1", AT, AT, drained ? AT : null, drained ? "anna" : null);
        return new NodeStanding(
                known, new NodeFact(name, presence, drained, Set.of(), NodeFact.Endpoint.NONE), "", 0, 0);
    }

    private static final List<NodeStanding> NODES =
            List.of(node("node-2", Presence.UP, false), node(Scopes.NODE, Presence.UP, false));

    private static final List<Network> NETWORKS =
            List.of(new Network("lan", List.of(Scopes.NODE, "node-2")), new Network("dmz", List.of("node-2")));

    private static List<CimInstance> all(Namespace namespace, List<NodeStanding> nodes) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        for (ClassView<?> view : HostViews.views(namespace, _ -> nodes, _ -> NETWORKS)) {
            all.addAll(instances(view, Scopes.of(namespace)));
        }
        return all;
    }

    private static <R> List<CimInstance> instances(ClassView<R> view, Scope scope) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        String after = "";
        List<R> page = view.family().page(scope, Wanted.ALL, after, 1);
        while (!page.isEmpty()) {
            all.addAll(view.instances(page.getFirst(), scope));
            page = view.family().page(scope, Wanted.ALL, view.family().key(page.getFirst()), 1);
        }
        return all;
    }

    private static List<CimInstance> of(String className, List<CimInstance> all) {
        return all.stream().filter(one -> one.className().equals(className)).toList();
    }

    private static List<String> names(String className, List<CimInstance> all) {
        return of(className, all).stream()
                .map(one -> one.text("Name").orElseThrow())
                .toList();
    }

    private static <R> Optional<List<R>> concerned(ClassView<R> view, Scope scope, ObjectPath path) throws CimFailure {
        return view.family().concernedBy(scope, path);
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void closesEveryAssociationOnInstancesThatAreThere(Namespace namespace) throws CimFailure {
        List<CimInstance> all = all(namespace, NODES);
        List<ObjectPath> paths =
                all.stream().map(one -> one.path().orElseThrow()).toList();
        List<ObjectPath> ends = all.stream()
                .flatMap(one -> one.properties().stream())
                .map(CimInstance.Property::value)
                .filter(CimValue.Reference.class::isInstance)
                .map(value -> ((CimValue.Reference) value).path())
                .filter(end -> end.namespace().equals(namespace.path()))
                .toList();
        assertTrue(ends.size() >= 4, "there are associations");
        for (ObjectPath end : ends) {
            assertTrue(paths.contains(end), end + " is no instance");
        }
        assertEquals(paths.size(), Set.copyOf(paths).size());
    }

    /** What can be reached by its path is what pages show. */
    @ParameterizedTest
    @EnumSource(Namespace.class)
    void findsEveryInstanceByItsPath(Namespace namespace) throws CimFailure {
        Scope scope = Scopes.of(namespace);
        for (ClassView<?> view : HostViews.views(namespace, _ -> NODES, _ -> NETWORKS)) {
            for (CimInstance one : instances(view, scope)) {
                assertTrue(found(view, scope, one.path().orElseThrow()), one.path() + " is not found");
            }
        }
    }

    private static <R> boolean found(ClassView<R> view, Scope scope, ObjectPath path) throws CimFailure {
        for (R row : concerned(view, scope, path).orElseThrow()) {
            if (view.instances(row, scope).stream()
                    .anyMatch(one -> one.path().orElseThrow().isSameAs(path))) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2"})
    void showsTheNodeThatIsAskedAsTheHost(Namespace namespace) throws CimFailure {
        CimInstance host = of(HostPaths.SYSTEM, all(namespace, NODES)).getFirst();
        assertEquals("NODE-1", host.text("Name").orElseThrow());
        assertEquals("NODE-1", host.text("ElementName").orElseThrow());
        assertEquals("Hosting Computer System", host.text("Caption").orElseThrow());
        assertEquals(2, host.number("EnabledState").orElseThrow());
    }

    @Test
    void showsTheSwitchesOfTheNodeThatIsAsked() throws CimFailure {
        assertEquals(List.of("lan"), names("Msvm_VirtualSwitch", all(Namespace.V1, NODES)));
        assertEquals(List.of("lan"), names("Msvm_VirtualEthernetSwitch", all(Namespace.V2, NODES)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void hasOneManagementServiceByItsDocumentedName(Namespace namespace) throws CimFailure {
        List<CimInstance> all = all(namespace, NODES);
        CimInstance service = of(HostPaths.MANAGEMENT, all).getFirst();
        assertEquals(List.of("vmms"), names(HostPaths.MANAGEMENT, all));
        assertEquals("NODE-1", service.text("SystemName").orElseThrow());
        assertEquals(true, service.flag("Started").orElseThrow());
        assertEquals(
                "Microsoft:host",
                of(HostPaths.MANAGEMENT_SETTINGS, all)
                        .getFirst()
                        .text("InstanceID")
                        .orElseThrow());
        assertEquals(
                HostViews.services(namespace).size(),
                of("Msvm_HostedService", all).size());
    }

    @Test
    void showsEveryNodeInTheCluster() throws CimFailure {
        List<CimInstance> all = all(Namespace.CLUSTER, NODES);
        assertEquals(List.of("NODE-1", "NODE-2"), names(HostPaths.SYSTEM, all));
        assertEquals(2, of("Msvm_MemberOfCollection", all).size());
    }

    @ParameterizedTest
    @CsvSource({
        "UP, false, 2, 2, 2",
        "UP, true, 2, 9, 3",
        "JOINING, false, 8, 10, 3",
        "LEAVING, false, 9, 4, 3",
        "AWAITED, false, 0, 0, 3",
        "UNREACHABLE, false, 13, 0, 3",
        "GONE, false, 12, 0, 3"
    })
    void tellsHowANodeStands(Presence presence, boolean drained, String status, long enabled, long redundancy)
            throws CimFailure {
        List<NodeStanding> nodes = new ArrayList<>(NODES);
        nodes.add(node("node-3", presence, drained));
        List<CimInstance> all = all(Namespace.CLUSTER, nodes);
        CimInstance third = of(HostPaths.SYSTEM, all).getLast();
        assertEquals("{" + status + "}", third.value("OperationalStatus").text());
        assertEquals(enabled, third.number("EnabledState").orElseThrow());
        assertEquals(
                redundancy,
                of(HostViews.REDUNDANCY_SET, all)
                        .getFirst()
                        .number("RedundancyStatus")
                        .orElseThrow());
    }

    @Test
    void losesRedundancyWithTheLastNodeButOne() throws CimFailure {
        for (int up = 0; up < 2; up++) {
            List<NodeStanding> nodes =
                    List.of(node("a", up > 0 ? Presence.UP : Presence.GONE, false), node("b", Presence.GONE, false));
            assertEquals(
                    up == 0 ? 5 : 4,
                    of(HostViews.REDUNDANCY_SET, all(Namespace.CLUSTER, nodes))
                            .getFirst()
                            .number("RedundancyStatus")
                            .orElseThrow());
        }
    }

    @Test
    void readsNoNodesForThePathOfAVirtualSystem() throws CimFailure {
        Scope scope = Scopes.of(Namespace.CLUSTER);
        ObjectPath system = scope.path(
                HostPaths.SYSTEM,
                "CreationClassName",
                HostPaths.SYSTEM,
                "Name",
                "D351C151-DAC7-4042-B434-B72D522C1E4A");
        Named.Source<NodeStanding> nobody = _ -> {
            throw new AssertionError("nobody should ask");
        };
        for (ClassView<?> view : HostViews.views(Namespace.CLUSTER, nobody, _ -> NETWORKS)) {
            assertTrue(concerned(view, scope, system).isPresent(), view.className());
        }
    }

    @Test
    void answersFailoverWithNotSupportedInItsOwnFamily() throws CimFailure {
        MethodTable table = new MethodTable();
        HostMethods.tie(Namespace.CLUSTER, table);
        Scope scope = Scopes.of(Namespace.CLUSTER);
        Invocation call = new Invocation(
                scope,
                new Caller("anna", "wsman", ""),
                scope.path(HostViews.REDUNDANCY_SET, "InstanceID", "Ferry:Nodes"),
                scope.schema()
                        .require(HostViews.REDUNDANCY_SET)
                        .method("Failover")
                        .orElseThrow(),
                NamedMap.empty());
        assertEquals(
                1,
                table.find(HostViews.REDUNDANCY_SET, "Failover")
                        .orElseThrow()
                        .call(call)
                        .value());
    }

    @Test
    void hasOneObjectManagerAndAllNamespaces() throws CimFailure {
        List<CimInstance> all = all(Namespace.INTEROP, NODES);
        assertEquals(1, of("Ferry_ObjectManager", all).size());
        assertEquals(
                List.of("root/virtualization", "root/virtualization/v2", "root/HyperVCluster/v2", "root/interop"),
                names("Ferry_Namespace", all));
        assertEquals(4, of("Ferry_NamespaceInManager", all).size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void knowsItsServicesAlsoByThePathsThatOtherNodesTell(Namespace namespace) throws CimFailure {
        Scope scope = Scopes.of(namespace);
        Objects objects =
                new Objects(new Catalog(scope.schema(), HostViews.views(namespace, _ -> NODES, _ -> NETWORKS)));
        ObjectPath elsewhere = HostPaths.managementService(new Scope(namespace, scope.schema(), "node-2"));
        assertEquals("NODE-2", objects.get(scope, elsewhere).text("SystemName").orElseThrow());
        ObjectPath nowhere = HostPaths.managementService(new Scope(namespace, scope.schema(), "node-9"));
        assertEquals(Optional.empty(), objects.find(scope, nowhere));
        ObjectPath any = ObjectPath.ofClass(HostPaths.MANAGEMENT);
        assertEquals(scope.host(), objects.get(scope, any).text("SystemName").orElseThrow());
    }
}
