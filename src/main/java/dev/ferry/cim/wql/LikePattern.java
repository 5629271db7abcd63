package dev.ferry.cim.wql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A pattern of LIKE. Letter case does not matter; the time it takes grows with the text times the pattern at most. */
final class LikePattern {
    /** One character of the text: any, one of these, or none of these; or any number of them. */
    private record Step(boolean isMany, boolean isAny, boolean isNegated, List<char[]> ranges) {
        boolean takes(char c) {
            return isAny
                    || isNegated
                            != ranges.stream()
                                    .anyMatch(range -> isBetween(range, Character.toLowerCase(c))
                                            || isBetween(range, Character.toUpperCase(c)));
        }

        private static boolean isBetween(char[] range, char c) {
            return range[0] <= c && c <= range[1];
        }
    }

    private final List<Step> steps = new ArrayList<>();

    LikePattern(String pattern) {
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int close = c == '[' ? pattern.indexOf(']', pattern.startsWith("[^", at) ? at + 3 : at + 2) : -1;
            if (close > 0) {
                steps.add(oneOf(pattern.substring(at + 1, close)));
                at = close + 1;
            } else {
                steps.add(
                        switch (c) {
                            case '%' -> new Step(true, true, false, List.of());
                            case '_' -> new Step(false, true, false, List.of());
                            default -> new Step(false, false, false, List.of(new char[] {c, c}));
                        });
                at++;
            }
        }
    }

    private static Step oneOf(String content) {
        boolean isNegated = content.length() > 1 && content.startsWith("^");
        String members = isNegated ? content.substring(1) : content;
        List<char[]> ranges = new ArrayList<>();
        int at = 0;
        while (at < members.length()) {
            boolean isRange =
                    at + 2 < members.length() && (members.charAt(at + 1) == '-' || members.charAt(at + 1) == '=');
            ranges.add(new char[] {members.charAt(at), members.charAt(isRange ? at + 2 : at)});
            at += isRange ? 3 : 1;
        }
        return new Step(false, false, isNegated, List.copyOf(ranges));
    }

    boolean matches(String text) {
        int step = 0;
        int at = 0;
        int manyStep = -1;
        int manyAt = 0;
        while (at < text.length()) {
            if (step < steps.size() && steps.get(step).isMany()) {
                manyStep = step++;
                manyAt = at;
            } else if (step < steps.size() && steps.get(step).takes(text.charAt(at))) {
                step++;
                at++;
            } else if (manyStep >= 0) {
                // Back to the last '%', which takes one character more.
                step = manyStep + 1;
                at = ++manyAt;
            } else {
                return false;
            }
        }
        while (step < steps.size() && steps.get(step).isMany()) {
            step++;
        }
        return step == steps.size();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "LikePattern of %d steps", steps.size());
    }
}
