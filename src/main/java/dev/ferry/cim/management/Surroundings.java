package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.view.SystemRow;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What these methods need that is neither theirs nor the front desk's.
 *
 * @param exporting what export settings mean for that system; those that say nothing mean the defaults
 * @param importing what import settings mean for that folder; those that say nothing mean the defaults
 * @param prefilled the import settings that a folder is offered with
 * @param bearing the system of a GUID, or else the one that has a snapshot of it
 * @param shown instances as clients see them
 */
public record Surroundings(
        BiFunction<CimInstance, Realized, Outcome<ExportSettings>> exporting,
        BiFunction<String, CimInstance, Outcome<ImportWish>> importing,
        BiFunction<ImportInventory, Scope, CimInstance> prefilled,
        Function<String, CompletionStage<Outcome<Optional<SystemRow>>>> bearing,
        Shown shown) {

    /** Looks one instance up by its path. */
    @FunctionalInterface
    public interface Shown {
        Optional<CimInstance> at(Scope scope, ObjectPath path) throws CimFailure;
    }
}
