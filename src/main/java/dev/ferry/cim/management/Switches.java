package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.NetworkAdapter;
import java.util.List;
import java.util.Optional;

/** The network of a switch, which settings refer to by the path of the switch; in the cluster, which knows none, by its name. */
final class Switches {
    private Switches() {}

    /** Empty when nothing is said; "" for no network. */
    static Outcome<Optional<String>> of(Scope scope, CimInstance sent) {
        String property = ResourceKind.target(scope);
        if (sent.value(property).isNull()) {
            return Outcome.ok(sent.has("LastKnownSwitchName") ? sent.text("LastKnownSwitchName") : Optional.empty());
        }
        List<String> paths =
                sent.texts(property).stream().filter(path -> !path.isBlank()).toList();
        return paths.isEmpty() ? Outcome.ok(Optional.of("")) : named(property, paths.getFirst());
    }

    private static Outcome<Optional<String>> named(String property, String path) {
        try {
            String name = ObjectPath.parse(path).key("Name").text();
            return name.isBlank()
                    ? Refusals.invalid(
                            property + " is " + CimFailure.quoted(path) + ", which names no switch",
                            "give the path of a virtual switch")
                    : Outcome.ok(Optional.of(name));
        } catch (CimFailure e) {
            return Refusals.unreadable(property, e);
        }
    }

    static Outcome<NetworkAdapter> adapter(String id, String name, String mac, boolean isStatic, String network) {
        try {
            return Outcome.ok(new NetworkAdapter(id, name, mac, isStatic, network));
        } catch (IllegalArgumentException e) {
            return Refusals.invalid("Address: " + e.getMessage(), "send twelve hexadecimal digits");
        }
    }
}
