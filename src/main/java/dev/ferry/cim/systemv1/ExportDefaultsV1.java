package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.List;

/** The export settings that a client starts from: one per system, with the defaults that the schema declares. */
final class ExportDefaultsV1 {
    private ExportDefaultsV1() {}

    static List<Making> of(Realized system, Scope scope) {
        return List.of(scope.make(PathsV1.EXPORT_SETTINGS)
                .set("InstanceID", InstanceIds.settings(system.id().value()))
                .set("Caption", "Virtual System Export Setting Data")
                .set("Description", "Microsoft Virtual System Export Setting Data")
                .set("ElementName", "Microsoft Virtual System Export Setting Data"));
    }
}
