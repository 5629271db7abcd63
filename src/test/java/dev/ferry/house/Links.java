package dev.ferry.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Relative links of documents, and whether there is something at their end. */
final class Links {
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>#]+)(?:#[^)]*)?>?\\s*\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    private Links() {}

    /** {@code exists} is asked for paths from the root of the repository. */
    static List<String> dead(List<Source> documents, Predicate<String> exists) {
        List<String> found = new ArrayList<>();
        for (Source document : documents) {
            Matcher matcher = LINK.matcher(FENCED.matcher(document.text()).replaceAll(""));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (!target.matches("[a-z]+:.*") && !exists.test(resolved(document.path(), target))) {
                    found.add(document.path() + " links to " + target + ", which is not there");
                }
            }
        }
        return found;
    }

    private static String resolved(String from, String target) {
        Path folder = Path.of("/" + from).getParent();
        return folder.resolve(target).normalize().toString().substring(1);
    }
}
