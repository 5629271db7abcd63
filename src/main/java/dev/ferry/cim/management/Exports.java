package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.ExportService;
import dev.ferry.service.Submitted;
import dev.ferry.view.SystemRow;

/** The methods that export a system. All answer with a job. */
final class Exports {
    private final ExportService exports;
    private final Surroundings around;

    Exports(ExportService exports, Surroundings around) {
        this.exports = exports;
        this.around = around;
    }

    Returned plain(Invocation call) {
        return submit(call, ExportCall.plain(call));
    }

    Returned extended(Invocation call) {
        return submit(call, ExportCall.extended(call));
    }

    Returned definition(Invocation call) {
        return submit(call, ExportCall.definition(call));
    }

    private Returned submit(Invocation call, Outcome<ExportCall> read) {
        return Replies.job(call.scope(), read.then(wish -> export(call, wish)));
    }

    private Outcome<Submitted> export(Invocation call, ExportCall wish) {
        return Waiting.on(around.bearing().apply(wish.subject().guid()))
                .then(row -> row.map(found -> realized(found, wish))
                        .orElseGet(() ->
                                Outcome.refused(Replies.noSystem(wish.subject().guid()))))
                .then(system -> around.exporting()
                        .apply(aimed(call.scope(), wish, system).settings(), system)
                        .then(settings -> Waiting.on(
                                exports.export(Replies.submission(call), system.id(), settings, wish.directory()))));
    }

    /** The list knows enough to read the settings by; whether the system can be exported now, its entity says. */
    private static Outcome<Realized> realized(SystemRow row, ExportCall wish) {
        boolean isMeant = wish.subject().isSettings()
                || row.id().value().equals(wish.subject().guid());
        return isMeant && row.state() instanceof Realized system
                ? Outcome.ok(system)
                : Outcome.refused(Replies.noSystem(wish.subject().guid()));
    }

    private static ExportCall aimed(Scope scope, ExportCall wish, Realized system) {
        String guid = wish.subject().guid();
        return guid.equals(system.id().value())
                ? wish
                : wish.ofSnapshot(scope.path("Msvm_VirtualSystemSettingData", "InstanceID", InstanceIds.settings(guid))
                        .toString());
    }
}
