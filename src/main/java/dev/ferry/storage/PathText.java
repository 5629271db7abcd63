package dev.ferry.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A path as somebody wrote it, taken apart: the form it is in, and its names. {@code head} is what is before the names:
 * "/" for a POSIX path, "c:" or "\\host" in lower case for one of Windows, "" for a relative one.
 */
record PathText(String head, List<String> names) {

    /** Why a text is no path that is accepted; the text itself is the caller's to tell. */
    static final class Unacceptable extends Exception {
        private static final long serialVersionUID = 1L;

        Unacceptable(String rule) {
            super(rule);
        }
    }

    static PathText parse(String text) throws Unacceptable {
        if (text.isBlank()) {
            throw new Unacceptable("it is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20) {
                throw new Unacceptable("it contains a control character");
            }
        }
        String slashed = text.replace('\\', '/');
        if (slashed.startsWith("//?/") || slashed.startsWith("//./") || slashed.startsWith("/??/")) {
            throw new Unacceptable("paths of the Windows device namespace (\\\\?\\, \\\\.\\) are not accepted");
        }
        if (slashed.startsWith("//") && (text.startsWith("\\") || !slashed.startsWith("///"))) {
            List<String> names = split(slashed.substring(2));
            String host = names.isEmpty() ? "" : names.getFirst().toLowerCase(Locale.ROOT);
            return new PathText("\\\\" + host, names.subList(Math.min(1, names.size()), names.size()));
        }
        if (slashed.matches("[A-Za-z]:(/.*)?")) {
            return new PathText(slashed.substring(0, 2).toLowerCase(Locale.ROOT), split(slashed.substring(2)));
        }
        if (slashed.matches("[A-Za-z]:.*") || text.startsWith("\\")) {
            throw new Unacceptable("it is not fully qualified (a drive needs a separator after its colon)");
        }
        if (text.startsWith("/")) {
            if (text.indexOf('\\') >= 0) {
                throw new Unacceptable("a name on a volume has no backslash");
            }
            return new PathText("/", split(text));
        }
        return new PathText("", split(slashed));
    }

    private static List<String> split(String slashed) throws Unacceptable {
        List<String> names = new ArrayList<>();
        for (String name : slashed.split("/", -1)) {
            if (name.equals("..")) {
                throw new Unacceptable("'..' is not accepted");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    boolean isRelative() {
        return head.isEmpty();
    }

    boolean isPosix() {
        return head.equals("/");
    }

    boolean isUnc() {
        return head.startsWith("\\\\");
    }

    /** Whether a path begins with this one, name by name; Windows does not tell case apart, POSIX does. */
    boolean isPrefixOf(PathText path) {
        if (!head.equals(path.head) || names.size() > path.names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            String mine = names.get(i);
            String other = path.names.get(i);
            if (isPosix() ? !mine.equals(other) : !Names.folded(mine).equals(Names.folded(other))) {
                return false;
            }
        }
        return true;
    }
}
