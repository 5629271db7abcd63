package dev.ferry.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is not done in this house: sleeping, disabling, catching all cases, packages without a purpose, empty words. */
final class Habits {
    private static final Set<String> BANNED_PACKAGES = Set.of("util", "common", "impl", "base", "helper", "manager");
    private static final Pattern BANNED_WORDS = Pattern.compile(
            "\\b(simply|obviously|seamless(ly)?|blazing(ly)?|effortless(ly)?|leverag(e|es|ing)|utili[sz](e|es|ing)|"
                    + "world-class|cutting-edge|enterprise-grade|best-in-class)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b");
    private static final Pattern DEFAULT = Pattern.compile("\\bdefault\\s*(->|:)");
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*?([\\s\\S]*?)\\*/");
    private static final Pattern KEY = Pattern.compile("^\\s*([\\w.\"-]+)\\s*(=|\\+=|:|\\{)");

    private Habits() {}

    static List<String> sleeps(List<Source> sources) {
        return matches(sources, SLEEP);
    }

    static List<String> disabledTests(List<Source> sources) {
        return matches(sources, DISABLED);
    }

    static List<String> catchAllCases(List<Source> sources) {
        List<Source> own = sources.stream()
                .filter(source -> source.isMain()
                        && (source.packageName().startsWith("dev.ferry.model")
                                || source.packageName().startsWith("dev.ferry.actor")))
                .toList();
        return matches(own, DEFAULT);
    }

    private static List<String> matches(List<Source> sources, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            String code = source.code();
            Matcher matcher = pattern.matcher(code);
            while (matcher.find()) {
                found.add(source.path() + ":" + source.lineOf(code, matcher.start()) + " " + matcher.group());
            }
        }
        return found;
    }

    static List<String> bannedPackages(List<Source> sources) {
        return sources.stream()
                .map(Source::packageName)
                .distinct()
                .filter(name -> List.of(name.split("\\.", -1)).stream().anyMatch(BANNED_PACKAGES::contains))
                .map(name -> "package " + name + " says nothing")
                .toList();
    }

    /** Every package of the product tells in 3 to 10 lines what it is for. */
    static List<String> untoldPackages(List<Source> sources) {
        Map<String, Source> told = sources.stream()
                .filter(source -> source.isMain() && source.isPackageInfo())
                .collect(Collectors.toMap(Source::packageName, source -> source));
        Set<String> packages = sources.stream()
                .filter(Source::isMain)
                .map(Source::packageName)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> found = new ArrayList<>();
        for (String name : packages) {
            long lines = told.containsKey(name) ? commentLines(told.get(name)) : 0;
            if (lines < 3 || lines > 10) {
                found.add("package " + name + " is told in " + lines + " lines, not in 3 to 10");
            }
        }
        return found;
    }

    private static long commentLines(Source source) {
        Matcher matcher = COMMENT.matcher(source.text());
        return matcher.find()
                ? matcher.group(1)
                        .lines()
                        .filter(line -> !line.replace("*", "").isBlank())
                        .count()
                : 0;
    }

    static List<String> bannedWords(List<Source> texts) {
        List<String> found = new ArrayList<>();
        for (Source text : texts) {
            Matcher matcher = BANNED_WORDS.matcher(text.text());
            while (matcher.find()) {
                found.add(text.path() + ":" + text.lineOf(text.text(), matcher.start()) + " " + matcher.group());
            }
        }
        return found;
    }

    /** A key of ours has a comment right above it; the same key once more, with its environment variable, needs none. */
    static List<String> untoldKeys(Source conf) {
        List<String> found = new ArrayList<>();
        List<String> open = new ArrayList<>();
        String before = "";
        for (String line : conf.text().lines().toList()) {
            Matcher matcher = KEY.matcher(line);
            if (line.strip().startsWith("}")) {
                open.removeLast();
            } else if (!line.strip().startsWith("#") && matcher.find()) {
                List<String> path = new ArrayList<>(open);
                path.add(matcher.group(1));
                String key = String.join(".", path);
                boolean isSection = line.strip().endsWith("{");
                boolean isOurs = key.startsWith("ferry.");
                if (isOurs && !isSection && !before.startsWith("#") && !before.startsWith(matcher.group(1))) {
                    found.add(conf.path() + ": " + key + " has no comment above it");
                }
                if (isSection) {
                    open.add(matcher.group(1));
                }
            }
            before = line.strip();
        }
        return found;
    }
}
