package dev.ferry.cim.systemv1;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Msvm_SummaryInformation of a system or of one of its snapshots. What the guest's hypervisor would have to tell (load, memory in
 * use, heartbeat, up time, thumbnails) has no value, as has everything that was not asked for.
 */
final class SummaryV1 {
    static final String CLASS = "Msvm_SummaryInformation";

    private final Scope scope;
    private final GetSummaryInformationV1.Tasks tasks;
    private final Set<Long> requested;

    SummaryV1(Scope scope, GetSummaryInformationV1.Tasks tasks, Set<Long> requested) {
        this.scope = scope;
        this.tasks = tasks;
        this.requested = Set.copyOf(requested);
    }

    /** One whose empty name says that there is nothing of that path. */
    String ofNothing() throws CimFailure {
        return written(scope.make(CLASS).set("Name", ""));
    }

    String of(SystemEntry entry, Configuration configuration) throws CimFailure {
        SystemSettings settings = configuration.settings();
        Making making = scope.make(CLASS).set("Name", configuration.owner());
        if (requested.contains(1L)) {
            making.set("ElementName", settings.name());
        }
        if (requested.contains(2L)) {
            making.set("CreationTime", SettingsV1.createdAt(configuration));
        }
        if (requested.contains(3L)) {
            making.set("Notes", settings.notes());
        }
        if (requested.contains(4L)) {
            making.set("NumberOfProcessors", settings.processors());
        }
        if (!configuration.isSnapshot()) {
            ofSystem(making, entry, configuration.system());
        }
        return written(making);
    }

    private void ofSystem(Making making, SystemEntry entry, Realized system) throws CimFailure {
        ConditionV1 condition = ConditionV1.of(entry, system);
        if (requested.contains(100L)) {
            making.set("EnabledState", condition.enabledState());
        }
        if (requested.contains(107L)) {
            making.texts("Snapshots", snapshots(system));
        }
        if (requested.contains(108L)) {
            making.texts("AsynchronousTasks", jobs(system));
        }
        if (requested.contains(109L)) {
            making.set("HealthState", condition.healthState());
        }
        if (requested.contains(110L)) {
            making.numbers("OperationalStatus", condition.operational());
        }
        if (requested.contains(111L)) {
            making.texts("StatusDescriptions", condition.descriptions());
        }
    }

    private List<String> snapshots(Realized system) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (Configuration one : Configuration.all(system)) {
            if (one.isSnapshot()) {
                texts.add(written(SettingsV1.settings(one, scope)));
            }
        }
        return texts;
    }

    private List<String> jobs(Realized system) throws CimFailure {
        List<String> texts = new ArrayList<>();
        if (system.reservation() != null) {
            for (CimInstance job : tasks.of(system.reservation().order().id(), scope)) {
                texts.add(EmbeddedText.write(job, scope.schema()));
            }
        }
        return texts;
    }

    private String written(Making making) throws CimFailure {
        return EmbeddedText.write(making.embedded(), scope.schema());
    }
}
