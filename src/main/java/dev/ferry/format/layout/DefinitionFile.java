package dev.ferry.format.layout;

import dev.ferry.model.Guid;
import java.util.Locale;
import java.util.Optional;

/**
 * A definition file by its path. {@code id} is the GUID that it is named by, or "" when it has another name, as
 * third-party tools give; the true one is in the file.
 */
public record DefinitionFile(String path, Kind kind, String id) {
    /** How a definition is written: XML up to 2012 R2, which 2008 renames to {@code .exp}; the binary form since 2016. */
    public enum Kind {
        XML,
        EXP,
        VMCX
    }

    /** Empty when the path is not one of a definition. */
    static Optional<DefinitionFile> of(String path) {
        String name = Names.fileName(path);
        int dot = name.lastIndexOf('.');
        // 2008's config.xml lies beside a definition and is none.
        if (dot <= 0 || name.equalsIgnoreCase("config.xml")) {
            return Optional.empty();
        }
        String base = name.substring(0, dot);
        String id = Guid.isGuid(base) ? Guid.canonical(base) : "";
        return switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
            case "xml" -> Optional.of(new DefinitionFile(path, Kind.XML, id));
            case "exp" -> Optional.of(new DefinitionFile(path, Kind.EXP, id));
            case "vmcx" -> Optional.of(new DefinitionFile(path, Kind.VMCX, id));
            default -> Optional.empty();
        };
    }

    boolean isNamedById() {
        return !id.isEmpty();
    }

    String folder() {
        return Names.folder(path);
    }
}
