package dev.ferry.cim.system;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemService.Seat;
import java.util.ArrayList;
import java.util.List;

/** All about a system, or about a snapshot, in one instance. Nobody measures what a guest does: its load and memory have no value. */
record SummaryRendering(SettingsRendering settings) {
    static final String CLASS = "Msvm_SummaryInformation";

    List<Making> system(Realized system, Seat seat, Scope scope) {
        Configuration current = Configuration.current(system);
        Making making = Condition.of(system, seat, scope.namespace())
                .put(general(current, scope))
                .set("VirtualSystemSubType", current.subType())
                .set("HostComputerSystemName", HostPaths.nodeName(seat.node()))
                // Ferry replicates nothing.
                .set("ReplicationState", 0)
                .set("ReplicationHealth", 0)
                .set("ReplicationMode", 0)
                .texts("Snapshots", snapshots(system, scope));
        if (seat.lost() == null && system.state().isQuiet()) {
            making.set("UpTime", 0);
        }
        return List.of(making);
    }

    /** What is known of a snapshot as well. */
    static Making general(Configuration of, Scope scope) {
        Making making = scope.make(CLASS)
                .set(SystemPaths.INSTANCE_ID, InstanceIds.settings(of.owner()))
                .set("Name", of.owner())
                .set("ElementName", of.settings().name())
                .set("Notes", of.settings().notes())
                .set("NumberOfProcessors", of.settings().processors())
                .set("Shielded", false)
                .texts(
                        "VirtualSwitchNames",
                        of.settings().networkAdapters().stream()
                                .map(NetworkAdapter::network)
                                .filter(network -> !network.isEmpty())
                                .distinct()
                                .toList());
        return of.createdAt() == null
                ? making
                : making.set("CreationTime", CimValue.of(CimDateTime.of(of.createdAt())));
    }

    private List<String> snapshots(Realized system, Scope scope) {
        List<String> texts = new ArrayList<>();
        for (Configuration snapshot : Configuration.snapshots(system)) {
            settings.settings(snapshot, scope).forEach(making -> texts.add(text(making, scope)));
        }
        return texts;
    }

    static String text(Making making, Scope scope) {
        try {
            return EmbeddedText.write(making.embedded(), scope.schema());
        } catch (CimFailure e) {
            throw new IllegalStateException("an instance of its own schema can be written", e);
        }
    }
}
