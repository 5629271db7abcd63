package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Caller;
import dev.ferry.rig.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client of CIM says to a node, in the words of either generation of namespaces. */
final class HardwareClient {
    private static final Caller ANNA = new Caller("anna", "test", "127.0.0.1");
    static final String DEVICE = "Msvm_ResourceAllocationSettingData";

    /** What a node says that has just begun: the job has begun, and the lists do not show it yet. */
    private static final long LISTS_ARE_LATE = 32771;

    private HardwareClient() {}

    /** The words of one generation of namespaces. */
    record Words(
            ServedNamespace served,
            boolean isFirst,
            String add,
            String modify,
            String remove,
            String resources,
            String added) {
        static Words of(Node node, Namespace namespace) {
            boolean isFirst = namespace == Namespace.V1;
            String suffix = isFirst ? "VirtualSystemResources" : "ResourceSettings";
            return new Words(
                    node.namespaces().of(namespace),
                    isFirst,
                    "Add" + suffix,
                    "Modify" + suffix,
                    "Remove" + suffix,
                    isFirst ? "ResourceSettingData" : "ResourceSettings",
                    isFirst ? "NewResources" : "ResultingResourceSettings");
        }

        String mediumClass() {
            return isFirst ? DEVICE : "Msvm_StorageAllocationSettingData";
        }

        String target() {
            return isFirst ? "Connection" : "HostResource";
        }

        int driveType() {
            return isFirst ? 22 : 17;
        }

        int mediumType() {
            return isFirst ? 21 : 31;
        }
    }

    static CimInstance leading(Words words, CimInstance medium, String file) {
        return medium.with(words.target(), CimValue.strings(List.of(file)));
    }

    static ObjectPath defined(Words words, String name, String disk) throws CimFailure {
        boolean first = words.isFirst();
        CimInstance settings = CimInstance.of(
                        first ? "Msvm_VirtualSystemGlobalSettingData" : "Msvm_VirtualSystemSettingData")
                .with("ElementName", CimValue.of(name));
        CimInstance medium =
                CimInstance.of(words.mediumClass()).with("ResourceType", CimValue.uint16(words.mediumType()));
        Returned answer = call(
                words,
                first ? "DefineVirtualSystem" : "DefineSystem",
                new Property(first ? "SystemSettingData" : "SystemSettings", CimValue.of(text(words, settings))),
                new Property(words.resources(), CimValue.strings(List.of(text(words, leading(words, medium, disk))))));
        if (answer.value() == LISTS_ARE_LATE) {
            return Await.present(Duration.ofMinutes(1), () -> name + " is listed", () -> named(words, name));
        }
        assertEquals(0, answer.value(), answer::toString);
        return assertInstanceOf(
                        CimValue.Reference.class,
                        answer.out()
                                .find(first ? "DefinedSystem" : "ResultingSystem")
                                .orElseThrow()
                                .value())
                .path();
    }

    private static Optional<ObjectPath> named(Words words, String name) {
        try {
            return all(words, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '" + name + "'").stream()
                    .filter(system -> system.number("EnabledState").isPresent())
                    .flatMap(system -> system.path().stream())
                    .findFirst();
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    static Returned add(Words words, String guid, CimInstance resource) throws CimFailure {
        ObjectPath target = words.isFirst()
                ? words.served()
                        .scope()
                        .path("Msvm_ComputerSystem", "CreationClassName", "Msvm_ComputerSystem", "Name", guid)
                : words.served().scope().path("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid);
        return call(
                words,
                words.add(),
                new Property(words.isFirst() ? "TargetSystem" : "AffectedConfiguration", CimValue.of(target)),
                new Property(words.resources(), CimValue.strings(List.of(text(words, resource)))));
    }

    static ObjectPath onlyNew(Words words, Returned added) throws CimFailure {
        ended(words, added);
        CimValue made = added.out().find(words.added()).orElseThrow().value();
        CimValue.Array all = assertInstanceOf(CimValue.Array.class, made);
        assertEquals(1, all.elements().size());
        return assertInstanceOf(CimValue.Reference.class, all.elements().getFirst())
                .path();
    }

    static Returned modify(Words words, ObjectPath system, CimInstance... resources) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (CimInstance resource : resources) {
            texts.add(text(words, resource));
        }
        List<Property> given = new ArrayList<>(List.of(new Property(words.resources(), CimValue.strings(texts))));
        if (words.isFirst()) {
            given.add(new Property("ComputerSystem", CimValue.of(system)));
        }
        return call(words, words.modify(), given.toArray(Property[]::new));
    }

    static Returned remove(Words words, ObjectPath system, ObjectPath... resources) throws CimFailure {
        List<Property> given =
                new ArrayList<>(List.of(new Property(words.resources(), CimValue.references(List.of(resources)))));
        if (words.isFirst()) {
            given.add(new Property("TargetSystem", CimValue.of(system)));
        }
        return call(words, words.remove(), given.toArray(Property[]::new));
    }

    static String text(Words words, CimInstance instance) throws CimFailure {
        return EmbeddedText.write(instance, words.served().scope().schema());
    }

    static Returned call(Words words, String method, Property... given) throws CimFailure {
        ServedNamespace served = words.served();
        ObjectPath service = all(words, "SELECT * FROM Msvm_VirtualSystemManagementService")
                .getFirst()
                .path()
                .orElseThrow();
        return served.invoker().invoke(served.scope(), new Call(ANNA, true, service, method, List.of(given)));
    }

    static void ended(Words words, Returned started) throws CimFailure {
        assertEquals(4096, started.value(), started::toString);
        ObjectPath path = assertInstanceOf(
                        CimValue.Reference.class,
                        started.out().find("Job").orElseThrow().value())
                .path();
        Await.until(Duration.ofMinutes(1), () -> path + " ends", () -> state(words, path) != 4);
        CimInstance job = words.served().objects().get(words.served().scope(), path);
        assertEquals(7, job.number("JobState").orElseThrow(), job::toString);
        assertEquals(0, job.number("ErrorCode").orElseThrow(), job::toString);
    }

    static long state(Words words, ObjectPath job) {
        try {
            return words.served()
                    .objects()
                    .get(words.served().scope(), job)
                    .number("JobState")
                    .orElseThrow();
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    static List<CimInstance> all(Words words, String query) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = words.served()
                    .objects()
                    .query(words.served().scope(), Query.parse(query), new Paging(100, next.get()));
            all.addAll(page.instances());
            next = page.next();
        }
        return all;
    }
}
