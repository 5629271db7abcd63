package dev.ferry.house;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source file as text. {@code path} begins at the root of the repository, with {@code /} between names. */
record Source(String path, String text) {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+);");

    /** Comments, strings and characters, each of which may look like another inside; the longest first. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

    String packageName() {
        Matcher matcher = PACKAGE.matcher(code());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The text without comments and without what is in quotes; every line stays where it is. */
    String code() {
        return NOT_CODE.matcher(text).replaceAll(match -> {
            String blank = match.group().replaceAll("[^\\n]", "");
            return match.group().startsWith("/") ? blank : "\"" + blank + "\"";
        });
    }

    boolean isMain() {
        return path.startsWith("src/main/");
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    int lineOf(String code, int index) {
        return 1 + (int) code.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
