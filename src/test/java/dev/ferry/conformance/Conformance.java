package dev.ferry.conformance;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be said of each class, property and method of the three namespaces, by looking at a node at which {@link Scenario} was played. */
final class Conformance {
    static final List<Namespace> NAMESPACES = List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER);
    static final String UNCHECKED = "no test";
    private static final String NOTHING = "is declared and does nothing here";

    private final Ground ground;
    private final Facts facts;
    private final Map<String, MethodChecks.Check> checks;

    Conformance(Ground ground) throws IOException {
        this.ground = ground;
        this.facts = Facts.of(ground);
        this.checks = MethodChecks.of(ground);
    }

    Map<String, MethodChecks.Check> checks() {
        return checks;
    }

    CimClient client(Namespace namespace) {
        return ground.in(namespace);
    }

    static String key(Namespace namespace, String className, String member) {
        return namespace + " " + className + "." + member;
    }

    /** Of each property of a class that has instances, in the words of the document. */
    Map<String, String> properties(CimClient client, CimClass owner) throws CimFailure {
        List<CimInstance> instances = Shown.instances(client, owner.name());
        Map<String, String> told = new TreeMap<>();
        for (CimProperty property : owner.properties()) {
            told.put(
                    property.name(),
                    Finding.of(instances, property.name(), facts).told());
        }
        return told;
    }

    /** Of each method of a class that has instances. */
    Map<String, String> methods(CimClient client, CimClass owner) throws CimFailure {
        Map<String, String> told = new TreeMap<>();
        List<CimInstance> instances = Shown.instances(client, owner.name());
        for (CimMethod method : owner.methods()) {
            String key = key(client.namespace(), owner.name(), method.name());
            boolean isTied = !instances.isEmpty() && isTied(client, instances.getFirst(), method);
            told.put(method.name(), isTied ? "served | `" + test(key) + "`" : "not supported | as documented");
        }
        return told;
    }

    private String test(String key) {
        return checks.containsKey(key) ? "ConformanceTest.doesWhatItSays: " + key : UNCHECKED;
    }

    /** Called with nothing: whoever would do something then refuses, and names what is missing. */
    private static boolean isTied(CimClient client, CimInstance instance, CimMethod method) {
        try {
            Returned answer = client.call(instance.path().orElseThrow(), method.name());
            return answer.why().filter(why -> why.message().contains(NOTHING)).isEmpty();
        } catch (CimFailure _) {
            return true;
        }
    }

    /** What was found of one class, in the words of the document. */
    record Look(Map<String, String> properties, Map<String, String> methods) {}

    /** At every class that has a view, by its name. */
    Map<Namespace, SortedMap<String, Look>> look() throws CimFailure {
        Map<Namespace, SortedMap<String, Look>> seen = new EnumMap<>(Namespace.class);
        for (Namespace namespace : NAMESPACES) {
            CimClient client = client(namespace);
            SortedMap<String, Look> classes = new TreeMap<>();
            for (String className : Shown.classes(client)) {
                CimClass owner = client.scope().schema().require(className);
                classes.put(className, new Look(properties(client, owner), methods(client, owner)));
            }
            seen.put(namespace, classes);
        }
        return seen;
    }

    /** All rows of properties and methods that can be switched off, and what is said of them. */
    static Map<String, String> rows(Map<Namespace, SortedMap<String, Look>> seen) {
        Map<String, String> rows = new LinkedHashMap<>();
        seen.forEach((namespace, classes) -> classes.forEach((className, look) -> {
            look.properties().forEach((property, told) -> rows.put(key(namespace, className, property), told));
            look.methods().forEach((method, told) -> rows.put(key(namespace, className, method), told));
        }));
        return rows;
    }
}
