package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportedDefinition;

/** What a definition file tells of the system: who it is, and what it is called. When it was created, the file does not say. */
final class DefinitionSummary {
    private DefinitionSummary() {}

    static CimInstance of(ImportInventory found, Scope scope) {
        ImportedDefinition content = found.system().content();
        return scope.make("Msvm_SummaryInformationBase")
                .set("Name", content.system().value())
                .set("ElementName", content.settings().name())
                .set("Notes", content.settings().notes())
                .embedded();
    }
}
