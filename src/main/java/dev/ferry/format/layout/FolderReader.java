package dev.ferry.format.layout;

import dev.ferry.model.Guid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Tells what a folder holds from the relative paths of the files in it. Names are compared as Windows does. */
public final class FolderReader {
    private FolderReader() {}

    /** {@code relativePaths} have {@code /} between names; their order doesn't matter. */
    public static FolderFinding read(List<String> relativePaths) {
        List<String> paths = visible(relativePaths);
        List<DefinitionFile> found = definitions(paths);
        return switch (found.size()) {
            case 0 -> withoutDefinition(paths);
            case 1 -> export(found.getFirst(), paths);
            default -> new FolderFinding.Ambiguous(found);
        };
    }

    /** One system of a folder that holds several, by the path of its definition; empty when there is no such one. */
    public static Optional<FolderFinding.Export> readOne(List<String> relativePaths, String definitionPath) {
        List<String> paths = visible(relativePaths);
        return DefinitionFile.of(definitionPath)
                .filter(definition -> paths.contains(definition.path()))
                .map(definition -> export(definition, paths));
    }

    private static List<String> visible(List<String> paths) {
        return paths.stream()
                .filter(path -> !Names.same(firstName(path), ExportLayout.STAGING))
                .sorted()
                .toList();
    }

    /** Those in the folder for them; else those in the folder itself, which is then a bare one. */
    private static List<DefinitionFile> definitions(List<String> paths) {
        List<DefinitionFile> inPlace = definitionsIn(paths, folder -> Names.same(folder, ExportLayout.SYSTEMS));
        if (!inPlace.isEmpty()) {
            return inPlace;
        }
        List<DefinitionFile> bare = definitionsIn(paths, String::isEmpty);
        List<DefinitionFile> named =
                bare.stream().filter(DefinitionFile::isNamedById).toList();
        return named.isEmpty() ? bare : named;
    }

    private static List<DefinitionFile> definitionsIn(List<String> paths, Predicate<String> folder) {
        return paths.stream()
                .flatMap(path -> DefinitionFile.of(path).stream())
                .filter(definition -> folder.test(definition.folder()))
                .toList();
    }

    private static FolderFinding.Export export(DefinitionFile definition, List<String> paths) {
        // A bare machine folder, "Virtual Machines" itself, may have its snapshots' folder beside or below it.
        List<DefinitionFile> snapshots = definitionsIn(paths, folder -> Names.same(folder, ExportLayout.SNAPSHOTS));
        Map<String, List<String>> runtime = new TreeMap<>();
        runtimeFiles(definition, paths, runtime);
        snapshots.forEach(snapshot -> runtimeFiles(snapshot, paths, runtime));
        return new FolderFinding.Export(
                definition,
                snapshots,
                runtime,
                paths.stream().filter(Names::isDisk).toList());
    }

    /** What is named by a definition's id beside it, or lies in a folder of that name. */
    private static void runtimeFiles(DefinitionFile definition, List<String> paths, Map<String, List<String>> into) {
        if (!definition.isNamedById()) {
            return;
        }
        String prefix = definition.folder().isEmpty() ? "" : definition.folder() + "/";
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            boolean below = path.regionMatches(true, 0, prefix, 0, prefix.length());
            if (below && belongsTo(definition.id(), path.substring(prefix.length()))) {
                files.add(path);
            }
        }
        if (!files.isEmpty()) {
            into.put(definition.id(), List.copyOf(files));
        }
    }

    private static boolean belongsTo(String id, String path) {
        String first = firstName(path);
        if (first.length() < path.length()) {
            return Guid.isGuid(first) && Guid.canonical(first).equals(id);
        }
        int dot = first.lastIndexOf('.');
        String base = dot < 0 ? "" : first.substring(0, dot);
        return Guid.isGuid(base)
                && Guid.canonical(base).equals(id)
                && DefinitionFile.of(first).isEmpty();
    }

    private static FolderFinding withoutDefinition(List<String> paths) {
        Map<String, List<String>> byFolder = new TreeMap<>();
        for (String path : paths) {
            String folder = firstName(path);
            if (folder.length() < path.length()) {
                byFolder.computeIfAbsent(folder, _ -> new ArrayList<>()).add(path.substring(folder.length() + 1));
            }
        }
        List<String> exports = byFolder.keySet().stream()
                .filter(folder -> looksLikeExport(byFolder.get(folder)))
                .toList();
        return exports.isEmpty() ? new FolderFinding.Nothing() : new FolderFinding.ParentOfExports(exports);
    }

    /** A definition in its folder, or one named by a GUID: any other XML one folder down is somebody else's. */
    private static boolean looksLikeExport(List<String> paths) {
        return definitions(paths).stream()
                .anyMatch(definition ->
                        definition.isNamedById() || Names.same(definition.folder(), ExportLayout.SYSTEMS));
    }

    private static String firstName(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}
