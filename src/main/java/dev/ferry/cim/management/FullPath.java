package dev.ferry.cim.management;

import dev.ferry.model.Outcome;
import dev.ferry.model.transfer.ImportWish;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path that does not depend on where somebody stands: with a drive or a host, or from the root. Which paths there are, and which of
 * them lie on a volume, the node says that looks.
 */
final class FullPath {
    private static final Pattern FORM = Pattern.compile("(/|\\\\\\\\|[A-Za-z]:[\\\\/]).*", Pattern.DOTALL);

    private FullPath() {}

    static Outcome<String> of(String parameter, Optional<String> sent) {
        return sent.filter(text -> !text.isBlank())
                .map(text -> isFull(text)
                        ? Outcome.ok(text)
                        : Refusals.<String>invalid(
                                parameter + " is '" + text + "', which is not fully qualified",
                                "give the whole path: with a drive, with a host, or from /"))
                .orElseGet(() -> Refusals.missing(parameter));
    }

    /** The same for every path within an import; one that was left out is none. */
    static Outcome<ImportWish> all(ImportWish wish) {
        ImportWish.Places places = wish.places();
        Stream<String> paths = Stream.concat(
                Stream.of(
                        wish.path(),
                        places.target(),
                        places.vhdSource(),
                        places.vhdTarget(),
                        places.stateSource(),
                        places.snapshotSource()),
                places.disks().stream().flatMap(disk -> Stream.of(disk.source(), disk.target())));
        return paths.filter(path -> !path.isEmpty() && !isFull(path))
                .findFirst()
                .map(path -> FullPath.of("a path", Optional.of(path)).map(_ -> wish))
                .orElseGet(() -> Outcome.ok(wish));
    }

    private static boolean isFull(String path) {
        return FORM.matcher(path).matches();
    }
}
