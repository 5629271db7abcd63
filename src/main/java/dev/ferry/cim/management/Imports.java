package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.service.ImportService;
import dev.ferry.service.ImportService.Comparison;
import dev.ferry.service.Submitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The methods that import a system, and those that tell what an import would find. */
final class Imports {
    private static final String SETTINGS = "Msvm_VirtualSystemImportSettingData";
    private static final String HERE = "";

    private final ImportService imports;
    private final Surroundings around;

    Imports(ImportService imports, Surroundings around) {
        this.imports = imports;
        this.around = around;
    }

    Returned plain(Invocation call) {
        return submit(call, plainWish(call));
    }

    Returned extended(Invocation call) {
        return submit(call, extendedWish(call, around.importing()));
    }

    private Returned submit(Invocation call, Outcome<ImportWish> read) {
        Outcome<Submitted> submitted =
                read.then(wish -> Waiting.on(imports.importSystem(Replies.submission(call), wish, HERE)));
        return Replies.job(call.scope(), submitted);
    }

    /** There is no target: the system lives in the folder from then on, and a folder can be imported once. */
    static Outcome<ImportWish> plainWish(Invocation call) {
        return FullPath.of("ImportDirectory", call.text("ImportDirectory"))
                .then(directory -> Sent.flag(call, "GenerateNewID").map(isNew -> inPlace(directory, isNew)));
    }

    private static ImportWish inPlace(String path, boolean isNew) {
        ImportWish.Places places = new ImportWish.Places("", "", "", "", "", List.of());
        return new ImportWish(path, false, isNew, "", places, Map.of(), Macs.WITH_IDENTITY, false);
    }

    static Outcome<ImportWish> extendedWish(
            Invocation call, BiFunction<String, CimInstance, Outcome<ImportWish>> reading) {
        return FullPath.of("ImportDirectory", call.text("ImportDirectory"))
                .then(directory -> Sent.instanceOrBlank(call, "ImportSettingData", SETTINGS)
                        .then(settings -> reading.apply(directory, settings)))
                .then(FullPath::all);
    }

    /** Answers at once: clients read the settings from the same answer. What the folder lacks is theirs to fill in, and no refusal. */
    Returned settings(Invocation call) throws CimFailure {
        Outcome<ImportInventory> found =
                FullPath.of("ImportDirectory", call.text("ImportDirectory")).then(this::look);
        return switch (found) {
            case Outcome.Refused<ImportInventory>(var refusal) -> Returned.refused(refusal);
            case Outcome.Ok<ImportInventory>(var inventory) -> {
                CimInstance prefilled = around.prefilled().apply(inventory, call.scope());
                String text = EmbeddedText.write(prefilled, call.scope().schema());
                yield Returned.completed().with("ImportSettingData", CimValue.of(text));
            }
        };
    }

    private Outcome<ImportInventory> look(String path) {
        return Waiting.on(imports.compare(inPlace(path, false), HERE)).map(Comparison::inventory);
    }

    /** Of each definition file what it says by itself; one that cannot be read refuses them all, by name. */
    Returned summaries(Invocation call) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (CimValue file : definitionFiles(call)) {
            Outcome<ImportInventory> found =
                    FullPath.of("DefinitionFiles", Optional.of(file.text())).then(this::look);
            switch (found) {
                case Outcome.Refused<ImportInventory>(var refusal) -> {
                    return Returned.refused(refusal);
                }
                case Outcome.Ok<ImportInventory>(var inventory) ->
                    texts.add(EmbeddedText.write(
                            DefinitionSummary.of(inventory, call.scope()),
                            call.scope().schema()));
            }
        }
        return texts.isEmpty()
                ? Replies.returned(Refusals.<String>missing("DefinitionFiles"), _ -> Returned.completed())
                : Returned.completed().with("SummaryInformation", CimValue.strings(texts));
    }

    private static List<CimValue> definitionFiles(Invocation call) {
        return call.value("DefinitionFiles") instanceof CimValue.Array(var _, var elements) ? elements : List.of();
    }
}
