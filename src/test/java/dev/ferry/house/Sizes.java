package dev.ferry.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long files and functions are, and how wide records. Braces are counted; nothing is parsed. */
final class Sizes {
    private static final int FILE_LINES_MAX = 400;
    private static final int FUNCTION_LINES_MAX = 70;
    private static final int COMPONENTS_MAX = 10;

    private static final Set<String> NOT_FUNCTIONS =
            Set.of("if", "for", "while", "switch", "catch", "try", "synchronized", "record", "new");
    private static final Pattern RECORD = Pattern.compile("\\brecord\\s+(\\w+)\\s*(?:<[^(]*>)?\\s*\\(");
    private static final Pattern THROWS = Pattern.compile("\\)\\s*throws\\s+[\\w.,\\s]+$");
    private static final Pattern NAME_BEFORE =
            Pattern.compile("(?:(\\w+)\\s+)?(?:\\w+\\.)*(\\w+)\\s*(?:<[^<>]*>)?\\s*$");

    private record Block(String function, int line) {}

    private Sizes() {}

    static List<String> longFiles(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.text().lines().count() > FILE_LINES_MAX)
                .map(source -> source.path() + " has " + source.text().lines().count() + " lines")
                .toList();
    }

    static List<String> longFunctions(List<Source> sources) {
        List<String> found = new ArrayList<>();
        sources.stream().filter(Source::isMain).forEach(source -> functions(source, found));
        return found;
    }

    private static void functions(Source source, List<String> found) {
        String code = source.code();
        Deque<Block> open = new ArrayDeque<>();
        int from = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '{') {
                String header = code.substring(from, i);
                int start = from + header.length() - header.stripLeading().length();
                open.push(new Block(functionName(header), source.lineOf(code, start)));
            } else if (c == '}' && !open.isEmpty()) {
                Block block = open.pop();
                int lines = source.lineOf(code, i) - block.line() + 1;
                if (!block.function().isEmpty() && lines > FUNCTION_LINES_MAX) {
                    found.add(source.path() + ": " + block.function() + " has " + lines + " lines");
                }
            }
            if (c == '{' || c == '}' || c == ';') {
                from = i + 1;
            }
        }
    }

    /** The name of the function that a brace opens, or "" when it opens something else. */
    private static String functionName(String header) {
        String head = THROWS.matcher(header.strip()).replaceAll(")");
        if (!head.endsWith(")")) {
            return "";
        }
        int at = head.length() - 1;
        for (int depth = 0; at >= 0; at--) {
            depth += head.charAt(at) == ')' ? 1 : head.charAt(at) == '(' ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        Matcher matcher = NAME_BEFORE.matcher(head.substring(0, Math.max(0, at)));
        if (!matcher.find() || NOT_FUNCTIONS.contains(matcher.group(2))) {
            return "";
        }
        boolean isOther = matcher.group(1) != null && NOT_FUNCTIONS.contains(matcher.group(1));
        return isOther ? "" : matcher.group(2);
    }

    static List<String> wideRecords(List<Source> sources) {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            String code = source.code();
            Matcher matcher = RECORD.matcher(code);
            while (matcher.find()) {
                int components = components(code, matcher.end());
                if (components > COMPONENTS_MAX) {
                    found.add(source.path() + ": record " + matcher.group(1) + " has " + components + " components");
                }
            }
        }
        return found;
    }

    private static int components(String code, int from) {
        int depth = 0;
        int count = 0;
        boolean empty = true;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == ')' && depth == 0) {
                break;
            }
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            count += c == ',' && depth == 0 ? 1 : 0;
            empty &= Character.isWhitespace(c);
        }
        return empty ? 0 : count + 1;
    }
}
