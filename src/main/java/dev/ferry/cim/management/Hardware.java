package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a new system is made of: what was sent, and for the rest what every system has. */
record Hardware(long memoryBytes, int processors, List<String> disks) {
    static final Hardware DEFAULT = new Hardware(512L << 20, 1, List.of());

    private static final int PROCESSOR = 3;
    private static final int MEMORY = 4;
    private static final int DISK_V1 = 21;
    private static final int DISK = 31;

    Hardware {
        disks = List.copyOf(disks);
    }

    static Outcome<Hardware> of(Scope scope, List<CimInstance> resources) {
        Outcome<Hardware> all = Outcome.ok(DEFAULT);
        for (CimInstance resource : resources) {
            all = all.then(hardware -> hardware.with(scope, resource));
        }
        return all;
    }

    private Outcome<Hardware> with(Scope scope, CimInstance resource) {
        long type = number(scope, resource, "ResourceType").orElse(0L);
        if (type == PROCESSOR) {
            return served(scope, resource, "VirtualQuantity")
                    .then(_ -> quantity(scope, resource, Integer.MAX_VALUE))
                    .map(count -> new Hardware(memoryBytes, (int) (long) count, disks));
        }
        if (type == MEMORY) {
            return Unserved.none(scope, resource, fixed(resource), served("VirtualQuantity"))
                    .then(_ -> quantity(scope, resource, Long.MAX_VALUE >> 20))
                    .map(megabytes -> new Hardware(megabytes << 20, processors, disks));
        }
        if (type == (isFirstNamespace(scope) ? DISK_V1 : DISK)) {
            return disk(scope, resource);
        }
        return Refusals.notServed(
                "a " + resource.className() + " of resource type " + type
                        + " cannot be given to a system while it is defined",
                "define the system with processors, memory and disks, and change it afterwards");
    }

    private Outcome<Hardware> disk(Scope scope, CimInstance resource) {
        String property = isFirstNamespace(scope) ? "Connection" : "HostResource";
        Optional<String> path = resource.texts(property).stream().findFirst();
        return served(scope, resource, property)
                .then(_ -> FullPath.of(property, path))
                .map(file -> {
                    List<String> all = new ArrayList<>(disks);
                    all.add(file);
                    return new Hardware(memoryBytes, processors, all);
                });
    }

    private static boolean isFirstNamespace(Scope scope) {
        return scope.namespace() == Namespace.V1;
    }

    private static Outcome<CimInstance> served(Scope scope, CimInstance resource, String property) {
        return Unserved.none(scope, resource, CimInstance.of(resource.className()), served(property));
    }

    private static Set<String> served(String property) {
        return Set.of("ElementName", "ResourceType", "ResourceSubType", "PoolID", property);
    }

    /** Memory of which a system has the same amount at all times. */
    private static CimInstance fixed(CimInstance memory) {
        CimValue quantity = memory.value("VirtualQuantity");
        return CimInstance.of(memory.className())
                .with("Reservation", quantity)
                .with("Limit", quantity)
                .with("DynamicMemoryEnabled", CimValue.of(false));
    }

    private static Outcome<Long> quantity(Scope scope, CimInstance resource, long most) {
        return number(scope, resource, "VirtualQuantity")
                .map(number -> number >= 0 && number <= most
                        ? Outcome.ok(number)
                        : Refusals.<Long>invalid(
                                "VirtualQuantity of a " + resource.className() + " cannot be " + number,
                                "use a smaller one"))
                .orElseGet(() -> Refusals.missing("VirtualQuantity of a " + resource.className()));
    }

    /** What the instance says, or else its class; a number that no long holds is as good as the largest. */
    static Optional<Long> number(Scope scope, CimInstance resource, String property) {
        return said(resource, property).or(() -> scope.schema()
                .find(resource.className())
                .flatMap(owner -> owner.property(property))
                .flatMap(declared -> whole(declared.defaultValue())));
    }

    /** What the instance itself says. */
    static Optional<Long> said(CimInstance resource, String property) {
        return whole(resource.value(property));
    }

    private static Optional<Long> whole(CimValue value) {
        return value instanceof CimValue.Whole(var _, var number)
                ? Optional.of(number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE)
                : Optional.empty();
    }
}
