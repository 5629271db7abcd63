package dev.ferry.storage;

import java.text.Normalizer;
import java.util.Locale;

/** Relative paths as text: names with {@code /} between them, "" for the root. */
final class Names {
    /** The folder at a volume's root that is Ferry's own. */
    static final String OWN_FOLDER = ".ferry";

    private Names() {}

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String join(String folder, String name) {
        return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
    }

    /** Names compare as Windows and people compare them: without case, and whichever way an accent was typed. */
    static String folded(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String lower = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    /** Plain means: relative, no empty name, no {@code .} or {@code ..}, no NUL. */
    static boolean isPlain(String path) {
        if (path.isEmpty()) {
            return true;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isOwn(String path) {
        return path.startsWith(OWN_FOLDER + "/") && isPlain(path);
    }
}
