package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads changed resources as changes: what differs from how it is shown. Settings of several resources of one owner go together. */
final class Alterations {
    private static final long MIB = 1L << 20;
    private static final long DISCONNECTED = 3;

    private final Scope scope;
    private final Owner owner;
    private final Map<String, NetworkAdapter> adapters = new HashMap<>();
    private final List<HardwareChange> changes = new ArrayList<>();

    Alterations(Scope scope, Owner owner) {
        this.scope = scope;
        this.owner = owner;
        owner.settings().networkAdapters().forEach(adapter -> adapters.put(adapter.id(), adapter));
    }

    List<HardwareChange> changes() {
        return List.copyOf(changes);
    }

    /** Whether it changes anything. */
    Outcome<Boolean> take(Part part, CimInstance sent, CimInstance shown) {
        int before = changes.size();
        return Unserved.none(scope, sent, shown, part.resource().changeable(scope))
                .then(_ -> switch (part) {
                    case Part.Memory _ -> memory(sent, shown);
                    case Part.Processors _ -> processors(sent);
                    case Part.Medium(var address) -> medium(address, sent, shown);
                    case Part.Adapter(var adapter) -> adapter(adapter.id(), sent, shown);
                    case Part.Connection(var adapter) -> connection(adapter.id(), sent, shown);
                    case Part.Hub _, Part.Bay _ -> Outcome.ok(true);
                })
                .map(_ -> changes.size() > before);
    }

    private Outcome<Boolean> memory(CimInstance sent, CimInstance shown) {
        Memory old = owner.settings().memory();
        long startup = mebibytes(sent, "VirtualQuantity").orElse(old.startupBytes());
        boolean isDynamic = sent.flag("DynamicMemoryEnabled").orElse(old.dynamic());
        int buffer = (int) Math.min(
                Hardware.said(sent, "TargetMemoryBuffer").orElse((long) old.bufferPercent()), Integer.MAX_VALUE);
        if (!isDynamic) {
            return fixedBounds(sent, shown, startup)
                    .map(_ -> set(old, new Memory(startup, false, startup, startup, buffer)));
        }
        long minimum = mebibytes(sent, "Reservation").orElse(old.minimumBytes());
        long maximum = mebibytes(sent, "Limit").orElse(old.maximumBytes());
        return Outcome.ok(set(old, new Memory(startup, true, minimum, maximum, buffer)));
    }

    private boolean set(Memory old, Memory wanted) {
        boolean isSame = old.dynamic() == wanted.dynamic()
                && old.startupBytes() == wanted.startupBytes()
                && old.bufferPercent() == wanted.bufferPercent()
                && (!old.dynamic()
                        || (old.minimumBytes() == wanted.minimumBytes()
                                && old.maximumBytes() == wanted.maximumBytes()));
        return isSame || changes.add(new HardwareChange.SetMemory(wanted));
    }

    /** Whoever changes the quantity alone sends the old bounds along. */
    private Outcome<Boolean> fixedBounds(CimInstance sent, CimInstance shown, long startupBytes) {
        Set<Long> meant = new HashSet<>(Set.of(startupBytes));
        for (String property : List.of("Reservation", "Limit")) {
            mebibytes(shown, property).ifPresent(meant::add);
            Optional<Long> said = mebibytes(sent, property);
            if (said.isPresent() && !meant.contains(said.get())) {
                return Refusals.notServed(
                        property + " of memory that is not dynamic cannot be " + said.get() / MIB,
                        "leave it out, or turn dynamic memory on");
            }
        }
        return Outcome.ok(true);
    }

    private static Optional<Long> mebibytes(CimInstance sent, String property) {
        return Hardware.said(sent, property).map(number -> Math.min(number, Long.MAX_VALUE / MIB) * MIB);
    }

    private Outcome<Boolean> processors(CimInstance sent) {
        int old = owner.settings().processors();
        int wanted = (int) Math.min(Hardware.said(sent, "VirtualQuantity").orElse((long) old), Integer.MAX_VALUE);
        return Outcome.ok(wanted == old || changes.add(new HardwareChange.SetProcessors(wanted)));
    }

    private Outcome<Boolean> medium(DriveAddress address, CimInstance sent, CimInstance shown) {
        String property = ResourceKind.target(scope);
        if (!isChanged(sent, shown, property)) {
            return Outcome.ok(false);
        }
        return FullPath.of(property, sent.texts(property).stream().findFirst())
                .map(path -> changes.add(new HardwareChange.Insert(address, path)));
    }

    private Outcome<Boolean> adapter(String id, CimInstance sent, CimInstance shown) {
        NetworkAdapter old = adapters.get(id);
        String name =
                isChanged(sent, shown, "ElementName") ? sent.text("ElementName").orElse(old.name()) : old.name();
        String mac = sent.text("Address").orElse(old.mac());
        boolean isStatic = sent.flag("StaticMacAddress").orElse(old.macIsStatic());
        Outcome<Optional<String>> network = isChanged(sent, shown, ResourceKind.target(scope))
                ? Switches.of(scope, sent)
                : Outcome.ok(Optional.empty());
        return network.then(other -> Switches.adapter(id, name, mac, isStatic, other.orElse(old.network())))
                .map(this::set);
    }

    private Outcome<Boolean> connection(String id, CimInstance sent, CimInstance shown) {
        NetworkAdapter old = adapters.get(id);
        boolean isTurnedOff = isChanged(sent, shown, "EnabledState")
                && Hardware.said(sent, "EnabledState")
                        .filter(state -> state == DISCONNECTED)
                        .isPresent();
        boolean isLedElsewhere =
                isChanged(sent, shown, ResourceKind.target(scope)) || isChanged(sent, shown, "LastKnownSwitchName");
        if (isTurnedOff || !isLedElsewhere) {
            return Outcome.ok(isTurnedOff && set(old.withNetwork("")));
        }
        return Switches.of(scope, sent).map(other -> set(old.withNetwork(other.orElse(old.network()))));
    }

    private boolean set(NetworkAdapter wanted) {
        boolean isSame = wanted.equals(adapters.put(wanted.id(), wanted));
        return isSame || changes.add(new HardwareChange.ModifyAdapter(wanted));
    }

    private static boolean isChanged(CimInstance sent, CimInstance shown, String property) {
        CimValue value = sent.value(property);
        return !value.isNull() && !value.equals(shown.value(property));
    }
}
