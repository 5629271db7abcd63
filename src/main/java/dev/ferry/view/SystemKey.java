package dev.ferry.view;

import dev.ferry.model.SystemId;
import java.text.Normalizer;
import java.util.Locale;

/** Where a system stands in a list by name: the next page begins after it. */
public record SystemKey(String nameFolded, SystemId id) {
    /** Names that differ only in case, or in how their accents are coded, are listed and found as one. */
    static String fold(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return Sql.column(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
}
